import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { serveOn } from './free-port.js';

export interface LineTotals {
  readonly connections: number;
  /** Bytes that were carried, TLS and all, without TCP. */
  readonly up: number;
  readonly down: number;
  /** Connections that the line dropped. */
  readonly drops: number;
}

/** A line between a caller and a node: real sockets in the middle that count what goes by, and may drop connections. */
export class CountedLine {
  #connections = 0;
  #up = 0;
  #down = 0;
  #drops = 0;
  /** What the line carries in all before it is dead, bytes. */
  carriesMax = Number.POSITIVE_INFINITY;

  private constructor(
    private readonly server: Server,
    private readonly to: number,
    public dropBytes: number,
  ) {}

  /** Listens at `port` and carries on to `to`; every connection is cut after `dropBytes` bytes, both ways together. */
  static async open({ port, to, dropBytes = Number.POSITIVE_INFINITY }: LineOptions): Promise<CountedLine> {
    const server = createServer();
    const line = new CountedLine(server, to, dropBytes);
    server.on('connection', (caller) => line.#carry(caller));
    await serveOn(server, port);
    return line;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get totals(): LineTotals {
    return { connections: this.#connections, up: this.#up, down: this.#down, drops: this.#drops };
  }

  #carry(caller: Socket): void {
    this.#connections += 1;
    const node = connect(this.to, '127.0.0.1');
    let left = this.dropBytes;
    const pass = (from: Socket, to: Socket, count: (bytes: number) => void) => {
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.on('data', (bytes: Buffer) => {
        const carried = bytes.subarray(0, Math.max(0, Math.min(left, this.carriesMax - this.#up - this.#down)));
        left = carried.length < bytes.length ? 0 : left - carried.length;
        count(carried.length);
        to.write(carried);
        if (left > 0) return;
        this.#drops += 1;
        caller.destroy();
        node.destroy();
      });
    };
    pass(caller, node, (bytes) => {
      this.#up += bytes;
    });
    pass(node, caller, (bytes) => {
      this.#down += bytes;
    });
  }
}

export interface LineOptions {
  readonly port: number;
  readonly to: number;
  readonly dropBytes?: number;
}

/** What a line of this kind would need, by counting: no clock is looked at. */
export interface LineModel {
  readonly bytesPerSecond: number;
  readonly roundTripSeconds: number;
}

/**
 * Seconds on such a line: every byte one after the other, whichever way it goes, a round trip for each call, and two for
 * each connection (TCP, then TLS 1.3) before its first.
 */
export const secondsOn = (
  { bytesPerSecond, roundTripSeconds }: LineModel,
  { up, down, connections }: Pick<LineTotals, 'up' | 'down' | 'connections'>,
  calls: number,
): number => (up + down) / bytesPerSecond + roundTripSeconds * (calls + 2 * connections);
