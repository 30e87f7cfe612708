import type { Socket } from 'node:net';
import { type SigningKey, signCallToken } from '@liaison/identity';
import type { WriterId } from '@liaison/protocol';
import { type DocumentOffer, type PeerClient, type PeerRouter, trpcPeerClient } from '@liaison/sync';
import { createTRPCClient, httpLink } from '@trpc/client';
import { BODY_CODING, deflated } from './body-coding.js';
import { ConnectionReused, type PeerResponse, sendRequest } from './peer-request.js';
import { PinnedAgent } from './pinned-agent.js';
import { INTRODUCE, PEER_PATH } from './request-gate.js';
import { transportError } from './transport-errors.js';
import { TRANSPORT_LIMITS, type TransportLimits } from './transport-limits.js';

/** Where the nonce for the next call to a peer waits between sessions. */
export interface NonceStore {
  get(peer: WriterId): string | undefined;
  set(peer: WriterId, nonce: string | undefined): void;
}

export interface PeerConnectionOptions {
  /** `https://host:port` as the peer's directory names it. */
  readonly address: string;
  /** SHA-256 of the peer's TLS certificate (DER), base64url, from its directory. */
  readonly tlsPin: string;
  /** Service writer of the peer. */
  readonly peer: WriterId;
  /** Our service writer and its key. */
  readonly self: WriterId;
  readonly signKey: SigningKey;
  /** Read when the connection opens, written when it closes; a lost nonce costs one round trip. */
  readonly nonceStore: NonceStore;
  /** Rosters and the own member's directories, for a peer that does not know this home yet. */
  readonly introduction?: () => DocumentOffer;
  readonly limits?: Partial<TransportLimits>;
}

/** HTTP requests, and bytes of HTTP headers and bodies as sent and received (without TLS). */
export interface Traffic {
  readonly roundTrips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

export interface PeerConnection {
  readonly client: PeerClient;
  traffic(): Traffic;
  close(): void;
}

/** Opens a connection to one peer; nothing is sent before the first call. Errors: see `sendRequest`, and `peer-refused`. */
export function openPeerConnection(options: PeerConnectionOptions): PeerConnection {
  const wire = new PeerWire(options);
  const link = httpLink({
    url: options.address + PEER_PATH,
    methodOverride: 'POST',
    fetch: (url, init) => wire.fetch(String(url), init ?? {}),
  });
  const client = trpcPeerClient(createTRPCClient<PeerRouter>({ links: [link] }), options.peer, () => wire.sent());
  return { client, traffic: () => wire.traffic(), close: () => wire.close() };
}

interface FetchInit {
  readonly body?: unknown;
  readonly headers?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

/** Takes part in every request: the nonce, the token, the second try, the count. Calls go one after the other. */
class PeerWire {
  private readonly agent: PinnedAgent;
  private readonly limits: TransportLimits;
  private nonce: string | undefined;
  private roundTrips = 0;
  private bytesSent = 0;
  private bytesReceived = 0;
  private readonly counted = new WeakMap<Socket, { sent: number; received: number }>();
  private last: Promise<unknown> = Promise.resolve();
  /** What the call that was made last has to leave behind. */
  private leaving: Promise<void> = Promise.resolve();
  private onSent: () => void = () => undefined;

  constructor(private readonly options: PeerConnectionOptions) {
    this.limits = { ...TRANSPORT_LIMITS, ...options.limits };
    this.agent = new PinnedAgent(options.tlsPin, this.limits.connectMsMax);
    this.nonce = options.nonceStore.get(options.peer);
  }

  traffic(): Traffic {
    const { roundTrips, bytesSent, bytesReceived } = this;
    return { roundTrips, bytesSent, bytesReceived };
  }

  close(): void {
    this.options.nonceStore.set(this.options.peer, this.nonce);
    this.agent.destroy();
  }

  /** Resolves once the request that was made last has left this process, or is over. */
  sent(): Promise<void> {
    return this.leaving;
  }

  /** What tRPC calls instead of `fetch`. A nonce serves one call, so a call waits for the one before. */
  fetch(url: string, init: FetchInit): Promise<{ ok: boolean; json(): Promise<unknown> }> {
    let hasLeft: () => void = () => undefined;
    this.leaving = new Promise((resolve) => {
      hasLeft = resolve;
    });
    const turn = this.last.then(() => {
      this.onSent = hasLeft;
      return this.call(url, init);
    });
    this.last = turn.catch(() => undefined).finally(hasLeft);
    return turn.then(({ status, body }) => ({
      ok: status >= 200 && status < 300,
      json: () => Promise.resolve(parseAnswer(body)),
    }));
  }

  private async call(url: string, init: FetchInit): Promise<PeerResponse> {
    const first = await this.sendWithNonce(url, init);
    const isStranger = first.status === 403 && STRANGER.has(codeOf(first));
    if (!isStranger || !(await this.introduce(url, init.signal ?? undefined))) return first;
    return this.sendWithNonce(url, init);
  }

  private async sendWithNonce(url: string, init: FetchInit): Promise<PeerResponse> {
    const first = await this.send(url, init);
    if (first.status !== 401) return first;
    if (this.nonce === undefined) throw refused(first);
    const second = await this.send(url, init);
    if (second.status === 401) throw refused(second);
    return second;
  }

  /** Brings rosters and the own directories to a peer that has never heard of this home. False where it does not take it. */
  private async introduce(url: string, signal: AbortSignal | undefined): Promise<boolean> {
    const offer = this.options.introduction?.();
    if (offer === undefined) return false;
    const to = url.slice(0, url.lastIndexOf('/') + 1) + INTRODUCE;
    const { headers, body } = await this.coded(Buffer.from(JSON.stringify(offer)));
    return (await this.exchange(to, { ...headersOf('json'), ...headers }, body, signal)).status === 200;
  }

  private async send(url: string, init: FetchInit): Promise<PeerResponse> {
    const { nonce } = this;
    this.nonce = undefined;
    // without a nonce the answer can only be a new one: the body waits for it
    const body = nonce === undefined ? new Uint8Array() : bytesOf(init.body);
    const coded = await this.coded(body);
    const headers = { ...headersOf(init.body), ...coded.headers, ...(await this.authorization(url, nonce)) };
    const response = await this.exchange(url, headers, coded.body, init.signal ?? undefined);
    const next = response.headers['liaison-nonce'];
    if (typeof next === 'string' && /^[A-Za-z0-9_-]{1,100}$/.test(next)) this.nonce = next;
    return response;
  }

  /** Small bodies are sent as they are, and so is what does not become smaller. */
  private async coded(body: Uint8Array): Promise<{ headers: Record<string, string>; body: Uint8Array }> {
    const small = body.length < this.limits.compressBytesMin ? body : await deflated(body);
    return small.length < body.length
      ? { headers: { 'content-encoding': BODY_CODING }, body: small }
      : { headers: {}, body };
  }

  private async authorization(url: string, nonce: string | undefined): Promise<Record<string, string>> {
    if (nonce === undefined) return {};
    const { self: writer, peer: audience, signKey } = this.options;
    const path = url.slice(url.lastIndexOf('/') + 1);
    return { authorization: `Bearer ${await signCallToken({ writer, audience, nonce, path }, signKey)}` };
  }

  private async exchange(
    url: string,
    headers: Record<string, string>,
    body: Uint8Array,
    signal: AbortSignal | undefined,
  ): Promise<PeerResponse> {
    const { agent, limits } = this;
    const once = () => {
      this.roundTrips++;
      const { onSent } = this;
      return sendRequest({
        agent,
        url,
        headers,
        body,
        signal,
        limits,
        onSent,
        onTraffic: (socket) => this.count(socket),
      });
    };
    try {
      return await once();
    } catch (error) {
      if (error instanceof ConnectionReused) return once();
      throw error;
    }
  }

  /** A connection serves many requests: only what it moved since it was last looked at is added. */
  private count(socket: Socket): void {
    const before = this.counted.get(socket) ?? { sent: 0, received: 0 };
    this.bytesSent += socket.bytesWritten - before.sent;
    this.bytesReceived += socket.bytesRead - before.received;
    this.counted.set(socket, { sent: socket.bytesWritten, received: socket.bytesRead });
  }
}

const headersOf = (body: unknown): Record<string, string> => ({
  'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
});

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return typeof body === 'string' ? Buffer.from(body) : new Uint8Array();
}

function parseAnswer(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw transportError('peer-answer-malformed', 'it is no JSON', { cause });
  }
}

function refused(response: PeerResponse): Error {
  const code = codeOf(response);
  return transportError('peer-refused', code, { data: { code } });
}

/** What a peer says to a home it does not know, or does not count among the members any more by its roster. */
const STRANGER = new Set<string | undefined>(['call-writer-unknown', 'caller-removed']);

function codeOf(response: PeerResponse): string {
  const answer = parseAnswer(response.body) as { error?: { data?: { liaison?: unknown } } } | null;
  const code = answer?.error?.data?.liaison;
  return typeof code === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(code) ? code : 'unauthorized';
}
