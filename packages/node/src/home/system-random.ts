import { randomBytes } from 'node:crypto';
import type { Random } from '@liaison/identity';

/** The operating system's randomness. */
export const systemRandom: Random = { bytes: (length) => Uint8Array.from(randomBytes(length)) };
