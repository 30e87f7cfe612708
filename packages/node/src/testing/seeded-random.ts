import { createHash } from 'node:crypto';
import type { Random } from '@liaison/identity';

/** Bytes from SHA-256 in counter mode: the same seed gives the same federation, keys and salts included. */
export class SeededRandom implements Random {
  #counter = 0;
  constructor(private readonly seed: string) {}

  bytes(length: number): Uint8Array {
    const parts: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      parts.push(
        createHash('sha256')
          .update(`${this.seed}/${this.#counter++}`)
          .digest(),
      );
    }
    return new Uint8Array(Buffer.concat(parts).subarray(0, length));
  }

  /** A whole number from 0 up to, but not, `below`. */
  below(below: number): number {
    const bytes = this.bytes(6);
    return Buffer.from(bytes).readUIntBE(0, 6) % below;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** An independent stream under a name. */
  stream(name: string): SeededRandom {
    return new SeededRandom(`${this.seed}/${name}`);
  }
}
