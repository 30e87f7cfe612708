import { isUtf8 } from 'node:buffer';

/** Why bytes are no update; it never leaves the decoder. */
export class UpdateFault extends Error {}

/** A cursor over bytes that a peer chose: every length is checked before it is believed. */
export class ByteReader {
  at = 0;
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
    const length = this.uint();
    const part = this.bytes.subarray(this.skip(length), this.at);
    if (!isUtf8(part)) throw new UpdateFault('a text is not valid UTF-8');
    return Buffer.from(part.buffer, part.byteOffset, part.length).toString('utf8');
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
