import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import type { DeskContext } from '../desk/desk-context.js';
import { deskRouter } from '../desk/desk-router.js';
import { expectedCause } from '../desk/input-error.js';
import type { LiveTexts } from '../live/live-texts.js';
import { BrowserDoor, type BrowserDoorParts } from './browser-door.js';
import { setSecurityHeaders } from './security-headers.js';
import { sessionAsker } from './session-asker.js';
import type { StaticFiles } from './static-files.js';
import { CALLS_PATH, passWebGate } from './web-gate.js';
import type { WebLimits } from './web-limits.js';

export interface WebHandlerOptions extends BrowserDoorParts {
  /** Names the desk answers to, with the origin of its own pages under each. */
  readonly origins: () => ReadonlyMap<string, string>;
  /** Undefined: the application is not built, and only calls are answered. */
  readonly files: StaticFiles | undefined;
  readonly texts: LiveTexts;
  readonly limits: WebLimits;
  /** Told of failures that are this node's own fault. */
  readonly onDefect: (error: unknown) => void;
}

/** Answers browsers: gate, then calls or files. Never throws. */
export function createWebHandler(options: WebHandlerOptions): RequestListener {
  const calls = callHandler(options);
  return (request, response) => {
    setSecurityHeaders(response);
    const passage = passWebGate(request, { origins: options.origins(), limits: options.limits });
    if (!passage.ok) return refuse(response, passage.status, passage.code);
    if (passage.to === 'call') return calls(request, response);
    answerFile(options.files, passage.path, request, response).catch((error: unknown) => {
      options.onDefect(error);
      if (!response.headersSent) refuse(response, 500, 'desk-failed');
    });
  };
}

function callHandler(options: WebHandlerOptions): RequestListener {
  return createHTTPHandler({
    router: deskRouter,
    basePath: CALLS_PATH,
    createContext: ({ req, res }): DeskContext => contextOf(options, req, res),
    maxBodySize: options.limits.jsonBytesMax,
    maxBatchSize: options.limits.batchMax,
    onError: ({ error }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR' && expectedCause(error.cause) === undefined) {
        options.onDefect(error.cause ?? error);
      }
    },
  });
}

function contextOf(options: WebHandlerOptions, request: IncomingMessage, response: ServerResponse): DeskContext {
  const secure =
    options
      .origins()
      .get(request.headers.host?.toLowerCase() ?? '')
      ?.startsWith('https:') === true;
  const door = new BrowserDoor(options, request.headers.cookie, response, secure);
  const asker = sessionAsker(
    options.home,
    () => door.session,
    () => door.touch(),
  );
  return { home: options.home, door, asker, texts: options.texts };
}

async function answerFile(
  files: StaticFiles | undefined,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (files === undefined) return refuse(response, 503, 'desk-not-built');
  const found = await files.find(path, request.headers['accept-encoding']);
  if (found === undefined) return refuse(response, 404, 'file-unknown');
  response.setHeader('content-type', found.type);
  response.setHeader('cache-control', found.cacheControl);
  response.setHeader('etag', found.etag);
  response.setHeader('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === found.etag) return void response.writeHead(304).end();
  if (found.coding !== 'identity') response.setHeader('content-encoding', found.coding);
  response.setHeader('content-length', found.body.length);
  response.writeHead(200);
  response.end(request.method === 'HEAD' ? undefined : found.body);
}

/** A code and no words about why; whoever is refused here is no browser of an officer. */
function refuse(response: ServerResponse, status: number, code: string): void {
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.setHeader('connection', 'close');
  response.writeHead(status).end(`${code}\n`);
}
