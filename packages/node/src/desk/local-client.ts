import { request } from 'node:http';
import { Readable } from 'node:stream';
import { createTRPCClient, httpBatchStreamLink, type TRPCClient } from '@trpc/client';
import type { DeskRouter } from './desk-router.js';

/** A kept connection may belong to a node that has stopped since, while another listens under the same name. */
const OWN_CONNECTION = false;

/** Calls to the node that owns a home, over its local socket. */
export function openLocalClient(socket: string): TRPCClient<DeskRouter> {
  return createTRPCClient<DeskRouter>({
    links: [
      httpBatchStreamLink({
        url: 'http://home',
        maxItems: 1,
        methodOverride: 'POST',
        fetch: (url, init) => socketFetch(socket, String(url), init as RequestInit),
      }),
    ],
  });
}

/** `fetch` over a socket path, with a streamed answer; what Node's own fetch cannot do. */
function socketFetch(socketPath: string, url: string, init: RequestInit): Promise<Response> {
  const { pathname, search } = new URL(url);
  const headers = Object.fromEntries(new Headers(init.headers));
  return new Promise((resolve, reject) => {
    const path = pathname + search;
    const method = init.method ?? 'POST';
    const call = request({ socketPath, path, method, headers, agent: OWN_CONNECTION }, (answer) => {
      const body = Readable.toWeb(answer) as ConstructorParameters<typeof Response>[0];
      resolve(new Response(body, { status: answer.statusCode ?? 500 }));
    });
    init.signal?.addEventListener('abort', () => call.destroy(new Error('stopped')), { once: true });
    call.on('error', reject);
    call.end(init.body as string);
  });
}

/** True when something answers on the socket: a node killed with `kill -9` leaves the file behind. */
export const isListening = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = request({ socketPath: socket, path: '/', method: 'GET', agent: OWN_CONNECTION }, (answer) => {
      answer.resume();
      resolve(true);
    });
    probe.on('error', () => resolve(false));
    probe.end();
  });
