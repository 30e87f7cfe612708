import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Loopback ports that nobody listens on now. All are held at once, so that no two of them are the same. */
export async function freeLoopbackPorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  try {
    for (let i = 0; i < count; i++) {
      const server = createServer();
      servers.push(server);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
    return servers.map((server) => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
      return address.port;
    });
  } finally {
    for (const server of servers) server.close();
  }
}
