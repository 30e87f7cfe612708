import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import type { TLSSocket } from 'node:tls';

/** One HTTP request, well formed or not. */
export interface WireRequest {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** A length to be claimed although no body follows; `none`: the body goes without a length. */
  readonly claimedLength?: number | 'none';
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
  readonly text: string;
  /** Version of TLS as both ends agreed on it, such as `TLSv1.3`. */
  readonly tls: string | null;
}

export type Exchange = (request: WireRequest) => Promise<WireAnswer>;

const SILENCE_MS_MAX = 20_000;
const ANSWER_BYTES_MAX = 8 * 2 ** 20;

/**
 * Exchanges of single requests with a node, each over a connection of its own. Nothing secret is sent and the address is
 * the user's own word, so the certificate is not compared with a pin here. Rejects with the network's error.
 */
export const wireExchange =
  (address: string): Exchange =>
  (spec) =>
    new Promise((resolve, reject) => {
      const agent = new Agent({ rejectUnauthorized: false, keepAlive: false });
      const outgoing = request(new URL(spec.path, address), {
        agent,
        method: spec.method ?? 'POST',
        headers: headersOf(spec),
      });
      const stop = (error: Error) => {
        outgoing.destroy();
        reject(error);
      };
      outgoing.setTimeout(SILENCE_MS_MAX, () => stop(new Error('the node fell silent')));
      outgoing.on('error', reject);
      outgoing.once('response', (incoming) => {
        const tls = (incoming.socket as TLSSocket).getProtocol();
        const parts: Buffer[] = [];
        let length = 0;
        incoming.on('data', (part: Buffer) => {
          length += part.length;
          if (length > ANSWER_BYTES_MAX) stop(new Error('the answer is too large'));
          parts.push(part);
        });
        incoming.once('end', () => {
          outgoing.destroy();
          const text = Buffer.concat(parts).toString('utf8');
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, json: jsonOf(text), text, tls });
        });
      });
      writeBody(outgoing, spec);
    });

function headersOf({ headers = {}, body, claimedLength }: WireRequest): Record<string, string> {
  const length = claimedLength ?? Buffer.byteLength(body ?? '');
  const json = { 'content-type': 'application/json', ...headers };
  return length === 'none'
    ? { ...json, 'transfer-encoding': 'chunked' }
    : { ...json, 'content-length': String(length) };
}

/** A claimed length is never kept: the node must answer without waiting for the rest. */
function writeBody(outgoing: ReturnType<typeof request>, { body, claimedLength }: WireRequest): void {
  if (typeof claimedLength === 'number') outgoing.flushHeaders();
  else outgoing.end(body);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
