import { type AddressInfo, createServer, type Server } from 'node:net';
import { closeWithTests } from './clean-up.js';

/** Listens on loopback until the tests of this file end. */
export async function serveOn(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  closeWithTests({ close: () => void server.close() });
}

/** A port on which nobody listens right now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
