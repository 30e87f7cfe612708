import { z } from 'zod';
import { homeError } from './home-errors.js';

/** A name that people give to an officer or a home, in NFC: `Kim Ji-won`, `KR-laptop`. */
export const givenNameSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u)
  .refine((name) => name === name.trim() && name === name.normalize('NFC'));

/** A name as it was typed, made ready. Throws `name-malformed`. */
export function givenName(typed: string): string {
  const name = givenNameSchema.safeParse(typed.normalize('NFC').trim());
  if (!name.success) throw homeError('name-malformed', JSON.stringify(typed.slice(0, 100)));
  return name.data;
}
