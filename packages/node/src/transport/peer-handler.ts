import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { NonceLedger } from '@liaison/identity';
import { LiaisonError, type Result, type WriterId } from '@liaison/protocol';
import {
  CALLS,
  type CallContext,
  createPeerRouter,
  type DocumentOffer,
  isOwnFailure,
  type Soon,
  type SyncReplica,
} from '@liaison/sync';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { type Answer, refusalBody, writeAnswer } from './answer-writing.js';
import { inflatedUpTo } from './body-coding.js';
import { authenticate } from './call-authentication.js';
import type { HeldWatches } from './held-watches.js';
import { IntroductionLimit } from './introduction-limit.js';
import { INTRODUCE, type Passage, PEER_PATH, passGate } from './request-gate.js';
import { TRANSPORT_LIMITS, type TransportLimits } from './transport-limits.js';

/** What the server needs beyond synchronisation. */
export interface ServedReplica extends SyncReplica {
  /** Keeps what an unknown caller brought of itself; only what verifies and is newer changes anything. */
  admitIntroduction(offer: DocumentOffer): Soon<Result<{ changed: number }>>;
}

export interface PeerHandlerOptions {
  readonly replica: ServedReplica;
  readonly nonces: NonceLedger;
  /** Our own addresses, `https://host:port`: the only hosts that requests may name. Asked at each request. */
  addresses(): readonly string[];
  /** Monotonic clock of this process, milliseconds. */
  monotonicMs(): number;
  /** Where watches wait for news; without it they are answered at once. */
  readonly watches?: HeldWatches;
  /** Told of every failure that is this node's own fault; the caller hears nothing of it but `internal`. */
  onDefect?(error: unknown): void;
  readonly limits?: Partial<TransportLimits>;
}

const router = createPeerRouter();

/** Answers the calls of peers: gate, authentication, then tRPC. It never throws. */
export function createPeerHandler(options: PeerHandlerOptions): RequestListener {
  const limits = { ...TRANSPORT_LIMITS, ...options.limits };
  const introductions = new IntroductionLimit();
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const left = new AbortController();
    response.once('close', () => left.abort());
    const answer = await answerRequest(options, limits, introductions, request, left.signal);
    if (answer === undefined || response.destroyed) return;
    const acceptEncoding = request.headers['accept-encoding']?.toString();
    await writeAnswer(response, answer, { acceptEncoding, compressBytesMin: limits.compressBytesMin });
  };
  return (request, response) => {
    respond(request, response).catch((error: unknown) => {
      options.onDefect?.(error);
      if (response.headersSent) return response.destroy();
      const isUnable = error instanceof LiaisonError && isOwnFailure(error);
      const [status, code] = isUnable ? ([503, 'unable-now'] as const) : ([500, 'internal'] as const);
      response.writeHead(status, { 'content-type': 'application/json' }).end(refusalBody(status, code));
    });
  };
}

/** Undefined when the caller left before its request was complete. */
async function answerRequest(
  options: PeerHandlerOptions,
  limits: TransportLimits,
  introductions: IntroductionLimit,
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const hosts = new Set(options.addresses().map((address) => new URL(address).host));
  const passage = passGate(request, { hosts, limits });
  if (!passage.ok) return refusal(passage.status, passage.code);
  if (passage.procedure === INTRODUCE) return introduce(options, introductions, request, passage);
  const found = await authenticate(options, request.headers.authorization, passage.procedure);
  if (found.kind === 'challenge') return refusal(401, found.code, found.nonce);
  if (found.kind === 'refused') return refusal(403, found.code);
  const nonce = options.nonces.issue(found.caller);
  const body = await readBody(request, passage.length);
  if (body === undefined) return undefined;
  const whole = await wholeBody(body, passage);
  if (whole === undefined) return refusal(413, 'request-too-large', nonce);
  return callRouter(options, { passage, caller: found.caller, nonce, body: whole, signal });
}

/**
 * A home that this node has never heard of brings its member's directories, and rosters, which verify themselves: so a laptop enrolled
 * yesterday can meet a partner's desk before its own home desk has. Strangers cost at most one request at a time.
 */
async function introduce(
  options: PeerHandlerOptions,
  introductions: IntroductionLimit,
  request: IncomingMessage,
  passage: OpenGate,
): Promise<Answer | undefined> {
  if (!introductions.admits(options.monotonicMs())) return refusal(429, 'introductions-too-many');
  const body = await readBody(request, passage.length);
  if (body === undefined) return undefined;
  const whole = await wholeBody(body, passage);
  const offer = CALLS.offerDocuments.input.safeParse(whole === undefined ? undefined : parsed(whole));
  if (!offer.success) return refusal(400, 'introduction-malformed');
  const admitted = await options.replica.admitIntroduction(offer.data);
  return admitted.ok ? { status: 200, body: Buffer.from('{}') } : refusal(403, admitted.error.code);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

const refusal = (status: number, code: string, nonce?: string): Answer => ({
  status,
  body: refusalBody(status, code),
  nonce,
});

/** The gate has bounded the length, and node's parser holds the caller to it. */
async function readBody(request: IncomingMessage, length: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  try {
    for await (const part of request) parts.push(part as Buffer);
  } catch {
    return undefined;
  }
  const body = Buffer.concat(parts);
  return body.length === length ? body : undefined;
}

/** Undefined where a compressed body becomes more than it may be, or is none. */
const wholeBody = (body: Buffer, { coded, bytesMax }: OpenGate): Promise<Buffer | undefined> =>
  coded ? inflatedUpTo(body, bytesMax) : Promise.resolve(body);

type OpenGate = Extract<Passage, { ok: true }>;

interface RoutedCall {
  readonly passage: OpenGate;
  readonly caller: WriterId;
  readonly nonce: string;
  readonly body: Buffer;
  /** Aborted when the caller has left. */
  readonly signal: AbortSignal;
}

async function callRouter(options: PeerHandlerOptions, call: RoutedCall): Promise<Answer> {
  const { passage, nonce, body } = call;
  // the name of the host plays no part: the gate has dealt with it
  const url = `https://peer.invalid${PEER_PATH}/${passage.procedure}`;
  const headers = { 'content-type': passage.contentType };
  const response = await fetchRequestHandler({
    endpoint: PEER_PATH,
    req: new Request(url, { method: 'POST', headers, body }),
    router,
    createContext: () => contextOf(options, call),
    allowMethodOverride: true,
    maxBatchSize: 1,
    onError({ error }) {
      if (error.code === 'INTERNAL_SERVER_ERROR') options.onDefect?.(error.cause ?? error);
      if (error.code === 'SERVICE_UNAVAILABLE') options.onDefect?.(error.cause?.cause ?? error);
    },
  });
  return { status: response.status, body: new Uint8Array(await response.arrayBuffer()), nonce };
}

function contextOf({ replica, watches }: PeerHandlerOptions, { caller, signal }: RoutedCall): CallContext {
  if (watches === undefined) return { caller, replica };
  const untilChanged = (isNews: () => boolean, seconds: number) => watches.hold(caller, isNews, seconds, signal);
  return { caller, replica, untilChanged };
}
