import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Socket } from 'node:net';
import { LiaisonError } from '@liaison/protocol';
import { BODY_CODING, inflatedUpTo } from './body-coding.js';
import type { PinnedAgent } from './pinned-agent.js';
import { transportError } from './transport-errors.js';
import type { TransportLimits } from './transport-limits.js';

export interface PeerRequest {
  readonly agent: PinnedAgent;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly signal?: AbortSignal | undefined;
  readonly limits: TransportLimits;
  /** Told that all of the request has left this process. */
  onSent?(): void;
  /** Told the connection's totals of bytes when the exchange is over, however it ended. */
  onTraffic(socket: Socket): void;
}

export interface PeerResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The connection was closed under a request that had not been answered: another one may do. */
export class ConnectionReused extends Error {}

/** One HTTP exchange. Throws `peer-unreachable`, `peer-pin-mismatch`, `peer-timeout`, `peer-answer-malformed`. */
export async function sendRequest(spec: PeerRequest): Promise<PeerResponse> {
  const response = await exchange(spec);
  if (!/^application\/json\b/.test(response.headers['content-type'] ?? '')) throw malformed('it is no JSON');
  return { ...response, body: await inflated(response, spec.limits.answerBytesMax) };
}

async function inflated({ headers, body }: PeerResponse, maxOutputLength: number): Promise<Buffer> {
  const encoding = headers['content-encoding'];
  if (encoding === undefined) return body;
  if (encoding !== BODY_CODING) throw malformed('it is compressed in a way that was not offered');
  const whole = await inflatedUpTo(body, maxOutputLength);
  if (whole === undefined) throw malformed('it does not inflate to an allowed size');
  return whole;
}

const malformed = (why: string) => transportError('peer-answer-malformed', why);

function exchange(spec: PeerRequest): Promise<PeerResponse> {
  const { agent, url, body, limits, signal } = spec;
  const headers = { ...spec.headers, 'content-length': String(body.length), 'accept-encoding': BODY_CODING };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method: 'POST', headers, ...(signal === undefined ? {} : { signal }) });
    let socket: Socket | undefined;
    let cut: Error | undefined;
    let answered = false;
    const timeOut = () => {
      cut ??= transportError('peer-timeout');
      outgoing.destroy(cut);
    };
    const whole = setTimeout(timeOut, limits.callMsMax);
    const end = () => {
      clearTimeout(whole);
      if (socket !== undefined) spec.onTraffic(socket);
    };
    const fail = (error: unknown) => {
      end();
      outgoing.destroy();
      const stale = outgoing.reusedSocket && !answered && body.length <= limits.repeatBytesMax;
      reject(cut ?? (stale ? reusedError(error) : networkError(error)));
    };
    outgoing.once('socket', (used) => {
      socket = used;
    });
    outgoing.setTimeout(limits.silenceMsMax, timeOut);
    outgoing.on('error', fail);
    outgoing.once('response', (incoming) => {
      answered = true;
      readAnswer(incoming, limits.answerBytesMax).then((answer) => {
        end();
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: answer });
      }, fail);
    });
    outgoing.end(body, () => spec.onSent?.());
  });
}

async function readAnswer(incoming: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of incoming) {
    length += (part as Buffer).length;
    if (length > bytesMax) throw malformed('it is too large');
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

function networkError(error: unknown): Error {
  if (error instanceof LiaisonError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  return transportError('peer-unreachable', code, { cause: error });
}

/**
 * A kept connection that the peer had already closed: a small call that no answer had begun to may be sent again. What is
 * larger, or was cut off in its answer, met a line that drops; how to go on is the session's to decide.
 */
function reusedError(error: unknown): Error {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ECONNRESET' || code === 'EPIPE' ? new ConnectionReused('', { cause: error }) : networkError(error);
}
