/** Unsigned LEB128 in its shortest form (ENC-5). */
export function encodeVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** Why bytes cannot be read; whoever reads turns it into the refusal of what was to be read. */
export class ByteFault extends Error {}

/** Reads bytes from left to right; a length is compared with its limit before anything is taken. Throws `ByteFault`. */
export class ByteReader {
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at === this.bytes.length;
  }

  /** Bytes read so far. */
  get read(): number {
    return this.at;
  }

  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new ByteFault('it ends too early');
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
        if (value > max) throw new ByteFault('a length is over its limit');
        return value;
      }
    }
    throw new ByteFault('a length is not in its shortest form');
  }
}
