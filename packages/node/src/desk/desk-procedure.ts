import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import type { OpenHome } from '../home/open-home.js';
import { expectedCause } from './input-error.js';

/** What a desk call works on: the one process that owns the home. */
export interface DeskContext {
  readonly home: OpenHome;
}

const t = initTRPC.context<DeskContext>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => ({ ...shape, data: { ...shape.data, liaison: describeError(error.cause) } }),
});

/** Code, sentence and next step of an expected failure; nothing of any other. */
function describeError(cause: unknown): { code: string; message: string; next: string } | null {
  return expectedCause(cause)?.toJSON() ?? null;
}

export const deskRouterOf = t.router;
export const deskCallerOf = t.createCallerFactory;
export const deskProcedure = t.procedure;

/** Whose key signs: officer by name or id (may be left out where a home has one), and what unlocks it. */
export const officerInput = z.strictObject({ as: z.string().optional(), passphrase: z.string().min(1) });
