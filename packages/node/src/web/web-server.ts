import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deskCalls } from '../desk/desk-calls.js';
import type { OpenHome } from '../home/open-home.js';
import { LiveTexts } from '../live/live-texts.js';
import { closeServer, listen } from '../transport/http-listening.js';
import { DeskSessions } from './desk-sessions.js';
import { SignInDesk } from './sign-in-desk.js';
import type { StaticFiles } from './static-files.js';
import { createWebHandler } from './web-handler.js';
import { WEB_LIMITS, type WebLimits } from './web-limits.js';

export interface WebServerOptions {
  readonly home: OpenHome;
  /** Where to listen; port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number };
  /** Where a member's own proxy shows the desk, such as `https://desk.example`. */
  readonly proxyOrigin?: string | undefined;
  readonly files: StaticFiles | undefined;
  readonly monotonicMs: () => number;
  readonly limits?: Partial<WebLimits>;
  readonly onDefect: (error: unknown) => void;
}

export interface WebServer {
  readonly port: number;
  readonly sessions: DeskSessions;
  /** Drops every officer's key, takes no more connections, cuts those that are open after a moment. */
  close(): Promise<void>;
}

/** Serves the desk to browsers, without TLS: on loopback, or to a proxy. Rejects with node's error when it cannot listen. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { home, monotonicMs, onDefect, files } = options;
  const limits = { ...WEB_LIMITS, ...options.limits };
  const idleMs = () => (home.settings.desk?.idleMinutes ?? limits.idleMinutes) * 60_000;
  const signIns = new SignInDesk({ home, monotonicMs, limits, onDefect });
  const sessions = new DeskSessions({
    random: home.replica.context.random,
    monotonicMs,
    idleMs,
    limits,
    onIdle: ({ officer }) => signIns.note(officer, 'locked-idle'),
  });
  let origins: ReadonlyMap<string, string> = new Map();
  const texts = new LiveTexts(home, onDefect);
  const parts = { home, sessions, signIns, texts, monotonicMs, offered: deskCalls() };
  const server = httpServer(createWebHandler({ ...parts, origins: () => origins, files, limits, onDefect }), limits);
  await listen(server, options.listen);
  const { port } = server.address() as AddressInfo;
  origins = originsOf(port, options.proxyOrigin);
  server.on('error', onDefect);
  const idle = setInterval(() => sessions.lockIdle(), limits.idleCheckMs);
  const close = async () => {
    clearInterval(idle);
    sessions.endAll();
    await texts.close();
    await closeServer(server, limits.closeMsMax);
  };
  return { port, sessions, close };
}

/** Names under which a browser on this machine may reach the desk, and the one that a proxy shows. */
function originsOf(port: number, proxyOrigin: string | undefined): Map<string, string> {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `${host}:${port}`);
  const origins = new Map(hosts.map((host) => [host, `http://${host}`]));
  if (proxyOrigin !== undefined) origins.set(proxyOrigin.slice('https://'.length), proxyOrigin);
  return origins;
}

function httpServer(handler: Parameters<typeof createServer>[1], limits: WebLimits): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersMsMax,
      requestTimeout: limits.requestMsMax,
      connectionsCheckingInterval: limits.connectionsCheckMs,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.headerBytesMax,
    },
    handler,
  );
  server.maxConnections = limits.connectionsMax;
  return server;
}
