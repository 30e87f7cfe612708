import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { closeDatabase, type Database, openDatabase } from '@liaison/store';
import { answerParent } from './child-process.js';
import { decodeBatch } from './signed-rows.js';

/**
 * The other end of the floor, in a process of its own: takes batches of signed rows over HTTPS, parses each row, and
 * commits a batch before it answers. The database is opened exactly as a home's is.
 */
const handlers = {
  async open({ path, certificatePem, privateKeyPem }: FloorTarget): Promise<{ port: number }> {
    const database = openDatabase({ path, key: new Uint8Array(32).fill(9) });
    database.exec('CREATE TABLE row (row INTEGER PRIMARY KEY, signature BLOB NOT NULL, body TEXT NOT NULL) STRICT');
    const server = receiver(database, { cert: certificatePem, key: privateKeyPem });
    await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
    open = { database, server };
    return { port: (server.address() as AddressInfo).port };
  },
  /** How many rows arrived; closes everything. */
  async close(_nothing: null): Promise<{ rows: number }> {
    if (open === undefined) throw new Error('the receiver is not open');
    const { database, server } = open;
    const rows = database.prepare<[], number>('SELECT count(*) FROM row').pluck().get() ?? 0;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    closeDatabase(database);
    return { rows };
  },
};

export interface FloorTarget {
  readonly path: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

export type FloorReceiver = typeof handlers;

let open: { database: Database; server: Server } | undefined;

function receiver(database: Database, tls: { cert: string; key: string }): Server {
  const insert = database.prepare('INSERT INTO row (signature, body) VALUES (?, ?)');
  const store = database.transaction((batch: Buffer) => {
    for (const { signature, body } of decodeBatch(batch)) {
      const text = body.toString();
      JSON.parse(text);
      insert.run(signature, text);
    }
  });
  return createServer({ ...tls, minVersion: 'TLSv1.3' }, (request, response) => {
    void bodyOf(request).then((batch) => {
      store.immediate(batch);
      response.end('{}');
    });
  });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

answerParent(handlers);
