import type { Socket } from 'node:net';

/**
 * Loaded into every node of the demonstration (`node --import`). Its standard input is a pipe from the demonstration:
 * when that ends, also by `kill -9`, the node stops as on SIGTERM, so that nothing is left running.
 */
const input = process.stdin as unknown as Socket;
input.resume();
input.once('close', () => process.kill(process.pid, 'SIGTERM'));
input.unref();
