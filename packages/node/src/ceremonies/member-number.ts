import { type MemberCode, memberCodeSchema, memberNumberSchema } from '@liaison/protocol';
import { iso31661Alpha2ToNumeric } from 'iso-3166/1-a2-to-1-n.js';
import { homeError } from '../home/home-errors.js';

const ORGANISATION_MIN = 1_000;

/** A member as a ceremony needs it: its code and the number that its writers' Yjs clientIDs are made of. */
export interface NamedMember {
  readonly code: MemberCode;
  readonly number: number;
}

/**
 * Reads a member: a country's code, whose number is that of ISO 3166-1 (as the `iso-3166` package has it), or an
 * organisation's with a number of its own, 1000 to 4095 (ROS-3). Throws `member-code-malformed`,
 * `member-number-missing` and `member-number-wrong`.
 */
export function namedMember(text: string, givenNumber?: number): NamedMember {
  const code = memberCodeSchema.safeParse(text);
  if (!code.success) throw homeError('member-code-malformed', text);
  const country = Object.hasOwn(iso31661Alpha2ToNumeric, text) ? Number(iso31661Alpha2ToNumeric[text]) : undefined;
  if (country !== undefined) {
    if (givenNumber === undefined || givenNumber === country) return { code: code.data, number: country };
    throw homeError('member-number-wrong', `${text} has ${country} in ISO 3166-1`);
  }
  if (givenNumber === undefined) throw homeError('member-number-missing', text);
  const number = memberNumberSchema.safeParse(givenNumber);
  if (number.success && number.data >= ORGANISATION_MIN) return { code: code.data, number: number.data };
  throw homeError('member-number-wrong', `${givenNumber} of ${text} is not within 1000 and 4095`);
}

/** Reads `KR` or, for an organisation, `INCB=1001`. */
export function parseNamedMember(text: string): NamedMember {
  const [code = '', number, ...rest] = text.split('=');
  if (rest.length > 0 || (number !== undefined && !/^\d{1,4}$/.test(number))) {
    throw homeError('member-code-malformed', text);
  }
  return namedMember(code, number === undefined ? undefined : Number(number));
}
