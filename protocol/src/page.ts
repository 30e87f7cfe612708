import { ByteFault, ByteReader, encodeVarint } from './byte-reader.js';
import { failure, type Result, success } from './errors.js';
import { LIMITS } from './limits.js';
import { SALT_BYTES } from './operation.js';

/** An operation as it travels: in full, or as the skeleton that a purge left (PAG-2). */
export type WireOperation =
  | { readonly salt: Uint8Array; readonly body: Uint8Array }
  | { readonly bodyDigest: Uint8Array; readonly skeleton: Uint8Array };

export interface WireEntry {
  readonly token: string;
  readonly operations: readonly WireOperation[];
}

const MAGIC = Uint8Array.of(0x4c, 0x50, 0x01);
/** Bytes before the first entry of a page. */
export const PAGE_HEAD_BYTES = MAGIC.length;
const FULL = 0;
const SKELETON = 1;

/**
 * page = `LP` 0x01 ‖ entries to the end of the page; entry = varint token length ‖ token ‖ varint operation count ‖
 * operations; operation = 0x00 ‖ salt ‖ varint ‖ body, or 0x01 ‖ body digest ‖ varint ‖ skeleton (PAG-1, PAG-2).
 * Entries stand in causal order (PAG-3).
 */
export function encodePage(entries: readonly WireEntry[]): Uint8Array {
  const parts: Uint8Array[] = [MAGIC];
  for (const entry of entries) encodeEntry(entry, parts);
  return Buffer.concat(parts);
}

/** Encodes one entry as it stands in a page, so that a sender can add up bytes before it closes the page. */
export function encodeEntry(entry: WireEntry, parts: Uint8Array[]): void {
  const token = Buffer.from(entry.token, 'ascii');
  parts.push(encodeVarint(token.length), token, encodeVarint(entry.operations.length));
  for (const operation of entry.operations) {
    if ('body' in operation) {
      parts.push(Uint8Array.of(FULL), operation.salt, encodeVarint(operation.body.length), operation.body);
    } else {
      parts.push(
        Uint8Array.of(SKELETON),
        operation.bodyDigest,
        encodeVarint(operation.skeleton.length),
        operation.skeleton,
      );
    }
  }
}

/** Reads a page (PAG-1 to PAG-4); every length is checked before anything is copied. Fails with `page-malformed`. */
export function decodePage(bytes: Uint8Array): Result<WireEntry[]> {
  if (bytes.length > LIMITS.pageBytesMax) return malformed('it is larger than a page may be');
  const reader = new ByteReader(bytes);
  try {
    if (Buffer.compare(reader.take(3), MAGIC) !== 0) return malformed('it does not begin as a page does');
    const entries: WireEntry[] = [];
    while (!reader.done) {
      if (entries.length >= LIMITS.pageEntriesMax) return malformed('it holds too many entries');
      entries.push(readEntry(reader));
    }
    return success(entries);
  } catch (error) {
    if (error instanceof ByteFault) return malformed(error.message);
    throw error;
  }
}

function readEntry(reader: ByteReader): WireEntry {
  const token = reader.take(reader.varint(LIMITS.entryTokenCharsMax));
  const count = reader.varint(LIMITS.entryOperationsMax);
  const operations: WireOperation[] = [];
  for (let i = 0; i < count; i++) {
    const flag = reader.take(1)[0];
    if (flag === FULL) {
      const salt = reader.take(SALT_BYTES);
      operations.push({ salt, body: reader.take(reader.varint(LIMITS.entryBodyBytesMax)) });
    } else if (flag === SKELETON) {
      const bodyDigest = reader.take(32);
      operations.push({ bodyDigest, skeleton: reader.take(reader.varint(LIMITS.entryBodyBytesMax)) });
    } else throw new ByteFault('an operation is neither full nor a skeleton');
  }
  return { token: Buffer.from(token).toString('latin1'), operations };
}

const malformed = (why: string) =>
  failure('page-malformed', `A page cannot be read: ${why}.`, 'Nothing of it was kept; sync again, or ask the peer.');
