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
  parts.push(varint(token.length), token, varint(entry.operations.length));
  for (const operation of entry.operations) {
    if ('body' in operation) {
      parts.push(Uint8Array.of(FULL), operation.salt, varint(operation.body.length), operation.body);
    } else {
      parts.push(Uint8Array.of(SKELETON), operation.bodyDigest, varint(operation.skeleton.length), operation.skeleton);
    }
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** Reads a page (PAG-1 to PAG-4); every length is checked before anything is copied. Fails with `page-malformed`. */
export function decodePage(bytes: Uint8Array): Result<WireEntry[]> {
  if (bytes.length > LIMITS.pageBytesMax) return malformed('it is larger than a page may be');
  const reader = new PageReader(bytes);
  try {
    if (Buffer.compare(reader.take(3), MAGIC) !== 0) return malformed('it does not begin as a page does');
    const entries: WireEntry[] = [];
    while (!reader.done) {
      if (entries.length >= LIMITS.pageEntriesMax) return malformed('it holds too many entries');
      entries.push(readEntry(reader));
    }
    return success(entries);
  } catch (error) {
    if (error instanceof PageFault) return malformed(error.message);
    throw error;
  }
}

function readEntry(reader: PageReader): WireEntry {
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
    } else throw new PageFault('an operation is neither full nor a skeleton');
  }
  return { token: Buffer.from(token).toString('latin1'), operations };
}

class PageFault extends Error {}

class PageReader {
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at === this.bytes.length;
  }

  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new PageFault('it ends too early');
    const part = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }

  /** Unsigned LEB128 in its shortest form. */
  varint(max: number): number {
    let value = 0;
    for (let shift = 0; shift <= 28; shift += 7) {
      const byte = this.take(1)[0] as number;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        if (byte === 0 && shift > 0) break;
        if (value > max) throw new PageFault('a length is over its limit');
        return value;
      }
    }
    throw new PageFault('a length is not in its shortest form');
  }
}

const malformed = (why: string) =>
  failure('page-malformed', `A page cannot be read: ${why}.`, 'Nothing of it was kept; sync again, or ask the peer.');
