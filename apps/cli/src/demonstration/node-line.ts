import { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What the demonstration says to a node on its standard input, one word a line. */
export type LineState = 'cut' | 'whole';

/**
 * Loaded into every node of the demonstration before anything else (`node --import`). Its standard input is a pipe from the
 * demonstration: when that ends, also by `kill -9`, the node stops as on SIGTERM, so that nothing is left running. And the
 * demonstration can pull the plug: connections that the node made break, and new ones find no network. Nothing of the node
 * knows of it; browsers, whose connections come in, are not touched.
 */
const made = new Set<Socket>();
let state: LineState = 'whole';

const noNetwork = () => Object.assign(new Error('connect ENETUNREACH (the plug is pulled)'), { code: 'ENETUNREACH' });

const connect = Socket.prototype.connect;
Socket.prototype.connect = function (this: Socket, ...args: Parameters<typeof connect>) {
  if (state === 'cut') {
    process.nextTick(() => this.destroy(noNetwork()));
    return this;
  }
  made.add(this);
  this.once('close', () => made.delete(this));
  return connect.apply(this, args);
} as typeof connect;

const input = process.stdin as unknown as Socket;
createInterface({ input }).on('line', (line) => {
  state = line === 'cut' ? 'cut' : 'whole';
  if (state === 'cut') for (const socket of made) socket.destroy(noNetwork());
});
input.once('close', () => process.kill(process.pid, 'SIGTERM'));
input.unref();
