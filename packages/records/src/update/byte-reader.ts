import { isUtf8 } from 'node:buffer';

/** Why bytes are no update; it never leaves the decoder. */
export class UpdateFault extends Error {}

/** A cursor over bytes that a peer chose: every length is checked before it is believed. */
export class ByteReader {
  at = 0;
  private buffer: Buffer | undefined;
  constructor(readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new UpdateFault('it ends too early');
    this.at++;
    return value;
  }

  /** Moves on by `length` bytes and says where they began. */
  skip(length: number): number {
    if (length > this.left) throw new UpdateFault('it ends too early');
    const start = this.at;
    this.at += length;
    return start;
  }

  /** Unsigned LEB128 up to 2^53 - 1, refused unless it is the shortest form: one number, one spelling. */
  uint(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    for (let factor = 0x80; factor <= 2 ** 49; factor *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte >= 0x80) continue;
      if (byte === 0) throw new UpdateFault('a number is not in its shortest form');
      if (value > Number.MAX_SAFE_INTEGER) break;
      return value;
    }
    throw new UpdateFault('a number is too large');
  }

  /** A length-prefixed string whose UTF-8 must be valid. */
  text(): string {
    return this.checked(this.skip(this.uint()));
  }

  /** As `text`, for names: few different ones come again and again, so each is made into a string once. */
  name(): string {
    const start = this.skip(this.uint());
    return knownName(this.bytes, start, this.at) ?? this.checked(start);
  }

  /** A length-prefixed string that has been read before and was found valid. */
  soundText(): string {
    return this.decoded(this.skip(this.uint()));
  }

  private checked(start: number): string {
    if (!isUtf8(this.bytes.subarray(start, this.at))) throw new UpdateFault('a text is not valid UTF-8');
    return this.decoded(start);
  }

  private decoded(start: number): string {
    const { buffer, byteOffset, length } = this.bytes;
    this.buffer ??= Buffer.from(buffer, byteOffset, length);
    return this.buffer.toString('utf8', start, this.at);
  }

  /** Skips a length-prefixed string; its length in UTF-16 code units, or -1 where its UTF-8 is not valid. */
  textUnits(): number {
    const length = this.uint();
    const start = this.skip(length);
    let units = 0;
    let plain = true;
    for (let i = start; i < this.at; i++) {
      const byte = this.bytes[i] as number;
      if (byte >= 0x80) plain = false;
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    return plain || isUtf8(this.bytes.subarray(start, this.at)) ? units : -1;
  }
}

const NAME_BYTES_MAX = 40;
const NAMES_KEPT = 512;
/** Names of roots, by a hash of their bytes; a name that meets another in its place takes it. They are no content. */
const keptNames = new Array<string>(NAMES_KEPT).fill('');

/** Undefined for what is long or not all ASCII. */
function knownName(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (end - start > NAME_BYTES_MAX) return undefined;
  let hash = end - start;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte >= 0x80) return undefined;
    hash = (Math.imul(hash, 31) + byte) >>> 0;
  }
  const place = hash % NAMES_KEPT;
  const kept = keptNames[place] as string;
  if (isName(kept, bytes, start, end)) return kept;
  const name = String.fromCharCode(...bytes.subarray(start, end));
  keptNames[place] = name;
  return name;
}

function isName(name: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
