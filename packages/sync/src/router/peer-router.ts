import { LiaisonError } from '@liaison/protocol';
import { initTRPC, TRPCError } from '@trpc/server';
import { syncError } from '../errors.js';
import { CALLS, carriedInputSchema } from '../messages.js';
import { isOwnFailure } from '../own-failure.js';
import { answerCompare } from './answer-compare.js';
import { acceptDocuments, answerDocument, answerDocuments } from './answer-documents.js';
import { acceptPush, acceptPushPart, answerAncestors, answerPull } from './answer-entries.js';
import { answerInParts } from './answer-in-parts.js';
import { answerFinish, answerHello, answerReceipts } from './answer-receipts.js';
import { answerWatch } from './answer-watch.js';
import { broughtInput } from './brought-parts.js';
import type { CallContext } from './call-context.js';
import { octetPage } from './octet-page.js';

/** What a peer hears of a failure: a code, never our words, paths or stack. */
function peerCode(error: TRPCError): string {
  if (error.cause instanceof LiaisonError) return error.cause.code;
  return error.code === 'INTERNAL_SERVER_ERROR' ? 'internal' : error.code.toLowerCase().replaceAll('_', '-');
}

const trpc = initTRPC.context<CallContext>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    code: shape.code,
    message: `The call failed (${peerCode(error)}).`,
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, liaison: peerCode(error) },
  }),
});

/**
 * An expected failure of the replica is the caller's to know by code; it is no crash of this node. What ails this machine
 * is nobody else's affair: the caller hears that it should come again (TRN-13).
 */
const call = trpc.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof LiaisonError)) return result;
  const { cause } = result.error;
  if (isOwnFailure(cause)) {
    const unable = syncError('unable-now', undefined, { cause });
    throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: unable.code, cause: unable });
  }
  throw new TRPCError({ code: 'UNPROCESSABLE_CONTENT', message: cause.code, cause });
});

/** A call with a JSON input, which may have come in parts, as its answer may go (SYN-11, SYN-12). */
const json = call.use(async ({ ctx, path, getRawInput, next }) => {
  const carried = carriedInputSchema.safeParse((await getRawInput()) ?? {});
  if (!carried.success) throw new TRPCError({ code: 'BAD_REQUEST', cause: carried.error });
  const { bytes, part, held } = carried.data;
  const input = held === undefined ? undefined : { ...broughtInput(ctx.replica, ctx.caller, held), bytes, part };
  const result = await (held === undefined ? next() : next({ getRawInput: async () => input }));
  if (!result.ok || bytes === undefined || IN_ITS_OWN_PARTS.has(path)) return result;
  return { ...result, data: answerInParts(result.data, { bytes, part }) };
});

/** A page has a form of its own to come in parts (SYN-10). */
const IN_ITS_OWN_PARTS = new Set(['pull']);

/**
 * The calls between peers (SYN-2). The transport has proven who calls; every answer is limited to the spaces that both
 * sides may hold. What may write is a mutation.
 */
export const createPeerRouter = () =>
  trpc.router({
    hello: json.input(CALLS.hello.input).mutation(({ ctx, input }) => answerHello(ctx, input)),
    documents: json.input(CALLS.documents.input).query(({ ctx, input }) => answerDocuments(ctx, input)),
    document: json.input(CALLS.document.input).query(({ ctx, input }) => answerDocument(ctx, input)),
    offerDocuments: json.input(CALLS.offerDocuments.input).mutation(({ ctx, input }) => acceptDocuments(ctx, input)),
    compare: json.input(CALLS.compare.input).query(({ ctx, input }) => answerCompare(ctx, input)),
    pull: json.input(CALLS.pull.input).query(({ ctx, input }) => answerPull(ctx, input)),
    push: call.input(octetPage).mutation(({ ctx, input }) => acceptPush(ctx, input)),
    pushPart: call.input(octetPage).mutation(({ ctx, input }) => acceptPushPart(ctx, input)),
    ancestors: json.input(CALLS.ancestors.input).query(({ ctx, input }) => answerAncestors(ctx, input)),
    receipts: json.input(CALLS.receipts.input).mutation(({ ctx, input }) => answerReceipts(ctx, input)),
    watch: json.input(CALLS.watch.input).query(({ ctx, input }) => answerWatch(ctx, input)),
    finish: json.input(CALLS.finish.input).mutation(({ ctx, input }) => answerFinish(ctx, input)),
  });

export type PeerRouter = ReturnType<typeof createPeerRouter>;
