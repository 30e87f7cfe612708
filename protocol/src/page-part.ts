import { ByteFault, ByteReader, encodeVarint } from './byte-reader.js';
import { failure, type Result, success } from './errors.js';
import { HASH_BYTES } from './hash.js';
import { LIMITS } from './limits.js';

/** A range of a page that is too large for the line that carries it (PAG-7). */
export interface PagePart {
  /** SHA-256 of the whole page. */
  readonly digest: Uint8Array;
  /** Bytes of the whole page. */
  readonly total: number;
  /** Where in the page the range begins. */
  readonly from: number;
  readonly bytes: Uint8Array;
}

const MAGIC = Uint8Array.of(0x4c, 0x52, 0x01);

/** part = `LR` 0x01 ‖ digest ‖ varint total ‖ varint from ‖ bytes to the end (PAG-7). */
export const encodePagePart = ({ digest, total, from, bytes }: PagePart): Uint8Array =>
  Buffer.concat([MAGIC, digest, encodeVarint(total), encodeVarint(from), bytes]);

/** Reads such a part; a range is never empty and lies in its page. Fails with `page-part-malformed`. */
export function decodePagePart(bytes: Uint8Array): Result<PagePart> {
  const reader = new ByteReader(bytes);
  try {
    if (Buffer.compare(reader.take(MAGIC.length), MAGIC) !== 0) return malformed('it does not begin as a part does');
    const digest = reader.take(HASH_BYTES);
    const total = reader.varint(LIMITS.pageBytesMax);
    const from = reader.varint(LIMITS.pageBytesMax);
    const range = bytes.subarray(reader.read);
    if (range.length === 0 || from + range.length > total) return malformed('its range is empty or leaves the page');
    return success({ digest, total, from, bytes: range });
  } catch (error) {
    if (error instanceof ByteFault) return malformed(error.message);
    throw error;
  }
}

const malformed = (why: string) =>
  failure('page-part-malformed', `A part of a page cannot be read: ${why}.`, 'Nothing of it was kept; sync again.');
