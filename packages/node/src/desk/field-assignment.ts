import type { JsonValue } from '@liaison/protocol';
import { z } from 'zod';

const json: z.ZodType<JsonValue> = z.json() as z.ZodType<JsonValue>;

/** One field and what is to be said about it: as typed, or as a structured value. */
export const fieldAssignment = z.union([
  z.strictObject({ field: z.string().min(1).max(64), text: z.string().max(1_000_000) }),
  z.strictObject({ field: z.string().min(1).max(64), json }),
]);
