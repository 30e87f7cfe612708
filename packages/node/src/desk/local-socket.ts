import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiaisonError } from '@liaison/protocol';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import type { OpenHome } from '../home/open-home.js';
import { deskRouter } from './desk-router.js';
import { expectedCause } from './input-error.js';

/** Unix socket paths are cut at about 104 bytes; a longer one moves to the temporary folder under a name of its own. */
const SOCKET_PATH_MAX = 100;
const REQUEST_BYTES_MAX = 8_388_608;

/** Where the node of a home listens for commands: a socket that only its owner can open. */
function localSocketPath(folder: string): string {
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\liaison-${digest}`;
  const inHome = join(folder, 'node.sock');
  return Buffer.byteLength(inHome) <= SOCKET_PATH_MAX ? inHome : join(tmpdir(), `liaison-${digest}`, 'node.sock');
}

export interface LocalSocket {
  readonly path: string;
  close(): Promise<void>;
}

export interface LocalSocketOptions {
  /** Told of failures that are this node's own fault; the caller only learns that there was one. */
  readonly onDefect?: (error: unknown) => void;
}

/** Takes desk calls over the home's local socket. Whoever can open the socket owns the home's files as well. */
export async function openLocalSocket(home: OpenHome, options: LocalSocketOptions = {}): Promise<LocalSocket> {
  const path = localSocketPath(home.folder);
  if (!path.startsWith(home.folder) && process.platform !== 'win32') privateFolder(join(path, '..'));
  rmSync(path, { force: true }); // the home's lock is ours, so a socket that is still there belongs to a dead process
  const handler = createHTTPHandler({
    router: deskRouter,
    createContext: () => ({ home }),
    maxBodySize: REQUEST_BYTES_MAX,
    maxBatchSize: 1,
    allowMethodOverride: true,
    onError: ({ error }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR' && expectedCause(error.cause) === undefined) {
        options.onDefect?.(error.cause ?? error);
      }
    },
  });
  const server = createServer((request, response) => {
    const isOurs = request.method === 'POST' && request.headers['content-type'] === 'application/json';
    if (isOurs && request.headers.origin === undefined) return handler(request, response);
    response.writeHead(400).end();
  });
  await listen(server, path);
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return { path, close: () => close(server) };
}

/**
 * A folder that only this user can enter. Its name can be guessed, so another user may have made it first and would then
 * hear the passphrases. Throws `socket-folder-unsafe`.
 */
function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder); // a link is no folder
  if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0) return;
  throw new LiaisonError(
    'socket-folder-unsafe',
    `${folder} belongs to somebody else, or others may enter it.`,
    'Remove it, or move the home to a shorter path.',
  );
}

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
