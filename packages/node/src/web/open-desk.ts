import { LiaisonError } from '@liaison/protocol';
import { homeError } from '../home/home-errors.js';
import type { OpenHome } from '../home/open-home.js';
import { StaticFiles } from './static-files.js';
import { startWebServer, type WebServer } from './web-server.js';

/** How a node shows the desk to browsers. */
export interface DeskOptions {
  /** Where the built application is; undefined: only calls are answered. */
  readonly folder?: string | undefined;
  /** `HOST:PORT`; undefined: loopback, at the port that the home remembers. */
  readonly listen?: string | undefined;
  /** `https://…` of the member's own proxy, which must be there for any host but loopback. */
  readonly origin?: string | undefined;
}

export interface OpenDesk {
  /** What an officer types into the browser, with a slash at the end. */
  readonly address: string;
  close(): Promise<void>;
}

interface Told {
  readonly onDefect: (error: unknown) => void;
  readonly onWarning?: ((text: string) => void) | undefined;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Opens the desk (WEB-1). Throws `desk-origin-missing` for a host other than loopback without a proxy's origin,
 * `desk-origin-malformed`, `address-malformed`, `address-not-available`, `desk-not-built`.
 */
export async function openDesk(home: OpenHome, options: DeskOptions, told: Told): Promise<OpenDesk> {
  const origin = options.origin === undefined ? undefined : givenOrigin(options.origin);
  const given = options.listen === undefined ? undefined : hostAndPort(options.listen);
  if (given !== undefined && !LOOPBACK.has(given.host)) {
    if (origin === undefined) throw originMissing(given.host);
    told.onWarning?.(beyondLoopback(given.host, origin));
  }
  const files = options.folder === undefined ? undefined : new StaticFiles(options.folder);
  const start = (listen: { host: string; port: number }) =>
    startWebServer({
      home,
      listen,
      proxyOrigin: origin,
      files,
      monotonicMs: () => performance.now(),
      onDefect: told.onDefect,
    });
  const server = given === undefined ? await onOwnPort(home, start, told) : await startAt(given, start);
  files?.prepare().catch(told.onDefect);
  return { address: `${origin ?? `http://127.0.0.1:${server.port}`}/`, close: () => server.close() };
}

type Start = (listen: { host: string; port: number }) => Promise<WebServer>;

/** The port of the last time, so that bookmarks stay true; a free one is remembered at the first. */
async function onOwnPort(home: OpenHome, start: Start, { onWarning }: Told): Promise<WebServer> {
  const host = '127.0.0.1';
  const port = home.settings.desk?.port;
  if (port !== undefined) {
    try {
      return await start({ host, port });
    } catch (error) {
      if (!isTaken(error)) throw error;
      onWarning?.(`Another program uses port ${port}, where the desk was before: it has another address this time.`);
      return start({ host, port: 0 });
    }
  }
  const server = await start({ host, port: 0 });
  home.setDesk({ ...home.settings.desk, port: server.port });
  return server;
}

async function startAt(listen: { host: string; port: number }, start: Start): Promise<WebServer> {
  try {
    return await start(listen);
  } catch (cause) {
    throw new LiaisonError(
      'address-not-available',
      `The desk cannot listen at ${listen.host}:${listen.port}.`,
      'See whether another program uses the port, and whether the address is one of this machine.',
      { cause },
    );
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');

/** Throws `address-malformed`. */
function hostAndPort(listen: string): { host: string; port: number } {
  const url = URL.canParse(`http://${listen}`) ? new URL(`http://${listen}`) : undefined;
  const isBare = url !== undefined && `${url.pathname}${url.search}${url.hash}${url.username}` === '/';
  if (!isBare || !/:\d+$/.test(listen)) throw homeError('address-malformed', listen);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(listen.slice(listen.lastIndexOf(':') + 1)) };
}

/** Throws `desk-origin-malformed`. */
function givenOrigin(text: string): string {
  const origin = text.endsWith('/') ? text.slice(0, -1) : text;
  if (URL.canParse(origin) && new URL(origin).origin === origin && origin.startsWith('https://')) return origin;
  throw new LiaisonError(
    'desk-origin-malformed',
    `"${text}" is no origin of a proxy.`,
    'Give scheme and host as browsers show them, such as https://desk.example.',
  );
}

const originMissing = (host: string) =>
  new LiaisonError(
    'desk-origin-missing',
    `The desk would be open to the network at ${host}, without TLS.`,
    'Leave --desk out, or put a proxy with TLS before it and name its address: --desk-origin https://…',
  );

const beyondLoopback = (host: string, origin: string): string =>
  `The desk listens at ${host}, beyond this machine. Only the proxy behind ${origin} may reach that port: passphrases pass it in the clear.`;
