import { Agent, request } from 'node:https';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { Child } from './child-process.js';
import type { FloorReceiver } from './floor-receiver.js';
import type { SampleRecord } from './sample-rows.js';
import { encodeBatch, ROWS_PER_BATCH, type SignedRow, signRows } from './signed-rows.js';
import { median } from './statistics.js';

/** What everything else is a ratio of. */
export interface Floor {
  /** Sending, parsing and storing one signed row, microseconds. */
  readonly microsPerRecord: number;
  readonly bytesPerRecord: number;
  /** Each run in milliseconds, first one cold. */
  readonly runsMs: readonly number[];
  /** Signing one row, which the sender did earlier; not part of the floor. */
  readonly signMicrosPerRecord: number;
}

export interface FloorOptions {
  readonly folder: string;
  readonly tls: { readonly certificatePem: string; readonly privateKeyPem: string };
  readonly runs: number;
}

/** Signed rows over HTTPS into the same encrypted SQLite, one batch after the other; nothing else is done to them. */
export async function measureFloor(records: readonly SampleRecord[], options: FloorOptions): Promise<Floor> {
  const started = performance.now();
  const rows = signRows(records);
  const signMs = performance.now() - started;
  const runs: FloorRun[] = [];
  for (let run = 0; run < options.runs; run++) runs.push(await sendAll(rows, options, `floor-${run}.db`));
  const runsMs = runs.map(({ ms }) => ms);
  return {
    microsPerRecord: (median(runsMs) * 1_000) / rows.length,
    bytesPerRecord: (runs[0]?.bytes ?? 0) / rows.length,
    runsMs,
    signMicrosPerRecord: (signMs * 1_000) / rows.length,
  };
}

interface FloorRun {
  readonly ms: number;
  readonly bytes: number;
}

async function sendAll(rows: readonly SignedRow[], { folder, tls }: FloorOptions, file: string): Promise<FloorRun> {
  const child = new Child<FloorReceiver>(new URL('./floor-receiver.js', import.meta.url));
  const { port } = await child.ask('open', { path: join(folder, file), ...tls });
  const line = new FloorLine(port, tls.certificatePem);
  const started = performance.now();
  for (let from = 0; from < rows.length; from += ROWS_PER_BATCH) {
    await line.send(encodeBatch(rows.slice(from, from + ROWS_PER_BATCH)));
  }
  const ms = performance.now() - started;
  const bytes = line.close();
  const arrived = await child.ask('close', null);
  await child.stop();
  if (arrived.rows !== rows.length) throw new Error(`${arrived.rows} of ${rows.length} rows arrived`);
  return { ms, bytes };
}

/** One kept connection; bytes are those of HTTP in both directions, as `sync` counts them. */
class FloorLine {
  readonly #agent: Agent;
  readonly #sockets = new Set<Socket>();

  constructor(
    private readonly port: number,
    certificatePem: string,
  ) {
    const checkServerIdentity = () => undefined;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 1, ca: certificatePem, checkServerIdentity });
  }

  send(body: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/octet-stream', 'content-length': body.length };
      const options = { agent: this.#agent, host: '127.0.0.1', port: this.port, method: 'POST', headers };
      const outgoing = request(options, (response) => {
        response.resume();
        response.once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error('batch refused'))));
      });
      outgoing.once('socket', (socket) => this.#sockets.add(socket));
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }

  close(): number {
    const bytes = [...this.#sockets].reduce((sum, socket) => sum + socket.bytesWritten + socket.bytesRead, 0);
    this.#agent.destroy();
    return bytes;
  }
}
