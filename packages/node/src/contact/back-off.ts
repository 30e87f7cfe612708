import type { Random } from '@liaison/identity';

/** A number from 0 on and below 1. */
export function chance(random: Random): number {
  const bytes = random.bytes(4);
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) / 2 ** 32;
}

export interface BackOff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/**
 * How long to wait after so many failures in a row (from 1 on): twice as long each time, up to a bound, and of that a random
 * part of at least half, so that all who lost one node do not come back at one moment (POK-6).
 */
export function backOffMs({ firstMs, mostMs }: BackOff, failures: number, random: Random): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(whole * (0.5 + chance(random) / 2));
}
