import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exitOf } from '../support/command-line.js';

const NODE_LINE = new URL('../../apps/cli/dist/demonstration/node-line.js', import.meta.url).href;

/** Calls the port whenever it may, and says what becomes of it. */
const CALLER = (port: number) => `
  const call = () => {
    const socket = require('node:net').connect(${port}, '127.0.0.1');
    socket.on('connect', () => console.log('there'));
    socket.on('error', ({ code }) => console.log(code));
    socket.on('close', () => setTimeout(call, 50));
  };
  call();
  process.on('SIGTERM', () => { console.log('stopped'); process.exit(0); });`;

const server = createServer((socket) => socket.on('error', () => undefined));
let port: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  port = address.port;
});
afterAll(() => server.close());

it('breaks what a node has connected, keeps it without a line until it is put back, and ends it with the demonstration', async () => {
  const child = spawn(process.execPath, ['--import', NODE_LINE, '-e', CALLER(port)], { stdio: 'pipe' });
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => (await said.next()).value as string;
  expect(await next()).toBe('there');
  child.stdin.write('cut\n');
  expect(await next()).toBe('ENETUNREACH'); // the connection that was there
  expect(await next()).toBe('ENETUNREACH'); // and the next one
  child.stdin.write('whole\n');
  let heard = await next();
  while (heard === 'ENETUNREACH') heard = await next();
  expect(heard).toBe('there');
  child.stdin.end();
  expect(await next()).toBe('stopped');
  expect(await exitOf(child)).toBe(0);
});
