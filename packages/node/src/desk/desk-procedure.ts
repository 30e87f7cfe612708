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

/** For queries, and for long work that takes its turns by itself. */
export const deskProcedure = t.procedure;

/** For what changes the home at once: it waits for its turn, ahead of what comes in from elsewhere. */
export const deskCommand = t.procedure.use(({ ctx, next }) => ctx.home.work.command(() => next()));

/** Answers a query from one state of the home, whatever comes in meanwhile. */
export const together =
  <Call extends { readonly ctx: DeskContext }, Answer>(query: (call: Call) => Answer) =>
  (call: Call): Answer =>
    call.ctx.home.replica.reading(() => query(call));

/** Whose key signs: officer by name or id (may be left out where a home has one), and what unlocks it. */
export const officerInput = z.strictObject({ as: z.string().optional(), passphrase: z.string().min(1) });
