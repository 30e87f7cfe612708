import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiaisonError } from '@liaison/protocol';

/**
 * One demonstration a folder: whoever listens on this socket owns it, and the system closes it with the process. What a
 * killed one left behind answers nobody and is taken over. Throws `demonstration-running`.
 */
export async function lockFolder(folder: string): Promise<{ release(): void }> {
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const path =
    process.platform === 'win32'
      ? `\\\\.\\pipe\\liaison-demo-${digest}`
      : join(tmpdir(), `liaison-demo-${digest}.sock`);
  const server = createServer((socket) => socket.end());
  if (!(await listens(server, path))) {
    if (await answers(path)) throw running(folder);
    if (process.platform !== 'win32') rmSync(path, { force: true });
    if (!(await listens(server, path))) throw running(folder);
  }
  server.unref();
  return { release: () => server.close() };
}

const listens = (server: Server, path: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error));
    server.once('error', failed);
    server.listen(path, () => {
      server.off('error', failed);
      resolve(true);
    });
  });

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const running = (folder: string) =>
  new LiaisonError(
    'demonstration-running',
    `Another demonstration is running on ${folder}.`,
    'Stop it with Ctrl-C, or give this one a folder of its own: npm start -- --dir FOLDER',
  );
