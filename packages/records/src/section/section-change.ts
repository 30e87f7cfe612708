import { type JsonValue, LIMITS, LiaisonError } from '@liaison/protocol';
import { RECORD_LIMITS } from '../limits.js';
import { isReadableValue } from '../values/readable-value.js';

/** One replacement in a text; offsets in UTF-16 code units of the text as the section says it. */
export interface TextSplice {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/**
 * What a writer wants to say: per field the one new value (null clears it), per text the whole new string, or the places
 * where it is new: in order, apart from each other.
 */
export interface SectionChange {
  readonly fields?: Readonly<Record<string, JsonValue | null>>;
  readonly texts?: Readonly<Record<string, string>>;
  readonly splices?: Readonly<Record<string, readonly TextSplice[]>>;
  /** Per field several values at once: a conflict put back as it stood. */
  readonly several?: Readonly<Record<string, readonly JsonValue[]>>;
}

const NAME = /^[a-z][A-Za-z0-9-]{0,63}$/;

/** Throws `field-name`, `value-unreadable` or `text-unreadable` for what no other node could show. */
export function checkChange(change: SectionChange): void {
  for (const [name, value] of Object.entries(change.fields ?? {})) checkValue(name, value);
  for (const [name, values] of Object.entries(change.several ?? {})) {
    for (const value of values) checkValue(name, value);
  }
  for (const [name, text] of Object.entries(change.texts ?? {})) checkText(name, text);
  for (const [name, splices] of Object.entries(change.splices ?? {})) checkSplices(name, splices);
}

function checkValue(name: string, value: JsonValue | null): void {
  checkName(name);
  if (isReadableValue(value)) return;
  throw new LiaisonError(
    'value-unreadable',
    `The value of ${name} could not be shown by other nodes.`,
    `Use plain JSON: at most ${LIMITS.valueDepthMax} levels, ${LIMITS.valueStringMax} characters in a text.`,
    { data: { field: name } },
  );
}

function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw new LiaisonError(
    'field-name',
    `${JSON.stringify(name)} cannot be the name of a field.`,
    'Begin with a small letter; then up to 63 letters, digits or hyphens.',
  );
}

function checkSplices(name: string, splices: readonly TextSplice[]): void {
  let at = 0;
  for (const { start, end, insert } of splices) {
    if (start < at || end < start) throw new RangeError(`the splices of ${name} are out of order`);
    checkText(name, insert);
    at = end;
  }
}

function checkText(name: string, text: string): void {
  checkName(name);
  if (text.isWellFormed() && text.length <= RECORD_LIMITS.narrativeUnitsMax) return;
  throw new LiaisonError(
    'text-unreadable',
    `The text of ${name} is too long or holds half a character.`,
    `Shorten it to ${RECORD_LIMITS.narrativeUnitsMax} characters, or attach it as a file.`,
    { data: { field: name } },
  );
}
