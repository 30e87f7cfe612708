import { ByteFault, ByteReader, encodeVarint } from './byte-reader.js';
import { failure, type Result, success } from './errors.js';
import { HASH_BYTES } from './hash.js';
import { LIMITS } from './limits.js';

/** What can be brought in parts: a page, or the input of a call as JSON. */
export type PushedWhole = 'page' | 'input';

/** A range of something that is too large for the line that carries it (PAG-7). */
export interface PushedPart {
  readonly of: PushedWhole;
  /** SHA-256 of the whole. */
  readonly digest: Uint8Array;
  /** Bytes of the whole. */
  readonly total: number;
  /** Where in the whole the range begins. */
  readonly from: number;
  readonly bytes: Uint8Array;
}

const MAGIC = Uint8Array.of(0x4c, 0x52);
const SORTS = { page: 1, input: 2 } as const;
const TOTAL_MAX = { page: LIMITS.pageBytesMax, input: LIMITS.requestBytesMax } as const;

/** part = `LR` ‖ 0x01 for a page, 0x02 for an input ‖ digest ‖ varint total ‖ varint from ‖ bytes to the end (PAG-7). */
export const encodePushedPart = ({ of, digest, total, from, bytes }: PushedPart): Uint8Array =>
  Buffer.concat([MAGIC, Uint8Array.of(SORTS[of]), digest, encodeVarint(total), encodeVarint(from), bytes]);

/**
 * Reads such a part. A range lies in its whole, and one that does not end it is not tiny, so that what comes in parts is kept
 * in few pieces. Fails with `part-malformed`.
 */
export function decodePushedPart(bytes: Uint8Array): Result<PushedPart> {
  const reader = new ByteReader(bytes);
  try {
    if (Buffer.compare(reader.take(MAGIC.length), MAGIC) !== 0) return malformed('it does not begin as a part does');
    const of = wholeOf(reader.take(1)[0]);
    if (of === undefined) return malformed('it is a part of something unknown');
    const digest = reader.take(HASH_BYTES);
    const total = reader.varint(TOTAL_MAX[of]);
    const from = reader.varint(TOTAL_MAX[of]);
    const range = bytes.subarray(reader.read);
    const why = rangeFault({ total, from, length: range.length });
    return why === undefined ? success({ of, digest, total, from, bytes: range }) : malformed(why);
  } catch (error) {
    if (error instanceof ByteFault) return malformed(error.message);
    throw error;
  }
}

const wholeOf = (sort: number | undefined): PushedWhole | undefined =>
  sort === SORTS.page ? 'page' : sort === SORTS.input ? 'input' : undefined;

/** What is wrong with a range of this length from there in a whole of `total` (PAG-7, SYN-11). */
export function rangeFault(range: { total: number; from: number; length: number }): string | undefined {
  const end = range.from + range.length;
  if (range.length === 0) return 'its range is empty';
  if (end > range.total) return 'its range leaves the whole';
  if (end < range.total && range.length < LIMITS.partBytesLeast) return 'its range is too small';
  return undefined;
}

const malformed = (why: string) =>
  failure('part-malformed', `A part of a page or call cannot be read: ${why}.`, 'Nothing of it was kept; sync again.');
