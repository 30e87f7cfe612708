import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import type { GivenOfficer } from './asker.js';
import type { DeskContext } from './desk-context.js';
import type { DeskMeta } from './desk-needs.js';
import { deskRefusal } from './desk-refusals.js';
import { expectedCause } from './input-error.js';
import { onceOnly } from './once-only.js';
import { ownerAsker } from './owner-asker.js';

const t = initTRPC
  .context<DeskContext>()
  .meta<DeskMeta>()
  .create({
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter: ({ shape, error }) => ({ ...shape, data: { ...shape.data, liaison: describeError(error.cause) } }),
  });

/** Code, sentence and next step of an expected failure; nothing of any other. */
function describeError(cause: unknown): { code: string; message: string; next: string } | null {
  return expectedCause(cause)?.toJSON() ?? null;
}

export const deskRouterOf = t.router;
export const deskCallerOf = t.createCallerFactory;

/** The one place where it is decided who may make which call, for the socket and for browsers alike. */
const admitted = t.procedure.use(async ({ ctx, meta, path, type, getRawInput, next }) => {
  if (meta === undefined) throw new Error(`${path} does not declare what it needs`);
  if (type === 'mutation' && meta.needs === 'read') throw new Error(`${path} changes something and declares no power`);
  const asker = ctx.asker ?? ownerAsker(ctx.home);
  asker.admit({ path, type, meta, input: await getRawInput() });
  return next({ ctx: { asker, author: (officer?: GivenOfficer) => asker.author(officer) } });
});

/** For queries. */
export const deskProcedure = admitted.meta({ needs: 'read' });

/** The key that a browser makes at the click: a call that is repeated with it is not made twice. */
const keyed = z.object({ key: z.string().min(16).max(64).optional() }).optional();

/**
 * A key belongs to the call and not to what is asked for, so it is taken off before the input is checked. A browser must
 * give one, save for what is the same however often it is made (WEB-7).
 */
const madeOnce = admitted.input(keyed).use(async ({ ctx, meta, path, getRawInput, next }) => {
  const { key, rest } = keyTakenOff(await getRawInput());
  const getRest = () => Promise.resolve(rest);
  const make = () => next({ input: undefined, getRawInput: getRest } as { getRawInput: typeof getRest });
  if (meta?.needs === 'own' || meta?.repeatable === true) return make();
  if (key === undefined && ctx.asker.officer !== undefined) throw deskRefusal('key-missing');
  if (key === undefined) return make();
  const made = await onceOnly(ctx.home, { officer: ctx.asker.officer ?? '', key, call: path, input: rest }, make);
  return { marker: 'middlewareMarker', ...made } as Awaited<ReturnType<typeof make>>;
});

function keyTakenOff(input: unknown): { key: string | undefined; rest: unknown } {
  if (typeof input !== 'object' || input === null || !('key' in input)) return { key: undefined, rest: input };
  const { key, ...rest } = input;
  return { key: String(key), rest };
}

/** For long work that changes the home in turns of its own; it compiles only with what it needs. */
export const deskWork = { meta: (meta: DeskMeta) => madeOnce.meta(meta) };

const inTurn = madeOnce.use(({ ctx, next }) => ctx.home.work.command(() => next()));

/** For what changes the home at once: it waits for its turn, ahead of what comes in from elsewhere. As `deskWork`. */
export const deskCommand = { meta: (meta: DeskMeta) => inTurn.meta(meta) };

/** Answers a query from one state of the home, whatever comes in meanwhile. */
export const together =
  <Call extends { readonly ctx: Pick<DeskContext, 'home'> }, Answer>(query: (call: Call) => Answer) =>
  (call: Call): Answer =>
    call.ctx.home.replica.reading(() => query(call));

/**
 * Whose key signs: officer by name or id (may be left out where a home has one), and what unlocks it. Left out altogether
 * by a browser: there the officer who is signed in signs.
 */
export const officerInput = z.strictObject({ as: z.string().optional(), passphrase: z.string().min(1) }).optional();
