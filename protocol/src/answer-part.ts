import { z } from 'zod';
import { failure, type Result, success } from './errors.js';
import { hashText } from './identifiers.js';
import { LIMITS } from './limits.js';
import { rangeFault } from './pushed-part.js';

/** A range of an answer that is larger than its asker would have at once: of its JSON in ASCII, from there on (SYN-11). */
export const answerPartSchema = z.object({
  part: z.object({
    /** SHA-256 of the whole text. */
    digest: hashText,
    from: z.number().int().min(0).max(LIMITS.answerBytesMax),
    total: z.number().int().min(1).max(LIMITS.answerBytesMax),
  }),
  text: z
    .string()
    .max(LIMITS.answerBytesMax)
    .refine((text) => !/[\u0080-\uffff]/.test(text)),
});
export type AnswerPart = z.infer<typeof answerPartSchema>;

/** What is held of something that comes in parts: its bytes from the beginning on. */
export interface PartlyHeld {
  /** SHA-256 of the whole, base64url. */
  readonly digest: string;
  readonly total: number;
  readonly held: number;
}

/**
 * How a range that was given goes with what is held: it goes on from there, or it is the beginning of another whole, which
 * takes the place of the one before. Anything else is not what was asked for. Fails with `answer-part-malformed`.
 */
export function followPart(
  before: PartlyHeld | undefined,
  part: { readonly digest: string; readonly from: number; readonly total: number; readonly length: number },
): Result<'goes-on' | 'begins'> {
  const fault = rangeFault(part);
  if (fault !== undefined) return malformed(fault);
  if (before?.digest !== part.digest) {
    return part.from === 0 ? success('begins') : malformed('it is no beginning of what was not asked for');
  }
  if (before.total !== part.total) return malformed('it gives the same whole another length');
  return part.from === before.held ? success('goes-on') : malformed('it is another range than was asked for');
}

/** The JSON of an answer in ASCII, so that its characters are its bytes and a range of it is text (SYN-11). */
export const answerText = (answer: unknown): string =>
  JSON.stringify(answer).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const malformed = (why: string) =>
  failure('answer-part-malformed', `A part of an answer cannot be used: ${why}.`, 'Sync again.');
