import { sha256 } from '@liaison/protocol';

/** Reproducible choices for demonstration data; not for keys, salts or anything secret. */
export interface SeededRandom {
  /** uniform integer, both ends included; the range must be below 2^32 */
  integer(min: number, max: number): number;
  /** uniform in [0, 1) with 32 bits */
  fraction(): number;
  pick<T>(choices: readonly T[]): T;
  chance(probability: number): boolean;
}

/**
 * A stream of random numbers named by a seed and a path: sfc32 (C. Doty-Humphrey, PractRand) on 128 bits of state taken
 * from SHA-256 of the name. Streams of different names are independent, so record 7 is the same among 10 and 10,000.
 */
export function seededRandom(...name: readonly (string | number)[]): SeededRandom {
  const next = sfc32(sha256(JSON.stringify(['liaison-demonstration-v1', ...name])));
  const below = (range: number): number => {
    // Numbers past the last whole multiple of the range would favour small results.
    const limit = Math.floor(0x1_0000_0000 / range) * range;
    for (;;) {
      const drawn = next();
      if (drawn < limit) return drawn % range;
    }
  };
  const fraction = (): number => next() / 0x1_0000_0000;
  return {
    integer: (min, max) => min + below(max - min + 1),
    fraction,
    pick: <T>(choices: readonly T[]): T => choices[below(choices.length)] as T,
    chance: (probability) => fraction() < probability,
  };
}

/** The generator proper; 12 rounds mix the seed before the first number is used. */
function sfc32(seed: Uint8Array): () => number {
  const view = new DataView(seed.buffer, seed.byteOffset, seed.byteLength);
  let [a, b, c, counter] = [view.getInt32(0), view.getInt32(4), view.getInt32(8), view.getInt32(12)];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
