import { connect } from 'node:net';
import { PinnedAgent } from './pinned-agent.js';
import { transportError } from './transport-errors.js';

const CONNECT_MS_MAX = 5_000;

interface Where {
  readonly host: string;
  readonly port: number;
}

function whereIs(address: string): Where {
  const { hostname, port } = new URL(address);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) };
}

/** Connects as a sync would, proves the pinned certificate, and hangs up. Rejects with what hindered it. */
export function meetPeer(address: string, pin: string): Promise<void> {
  const agent = new PinnedAgent(pin, CONNECT_MS_MAX);
  return new Promise((resolve, reject) => {
    agent.createConnection({ ...whereIs(address) }, (error, stream) => {
      stream.destroy();
      if (error === null) resolve();
      else reject(error);
    });
  });
}

/** Whether anything takes connections at an address; not a byte is sent. Rejects with `peer-unreachable` or `peer-timeout`. */
export function knockAt(address: string): Promise<void> {
  const socket = connect({ ...whereIs(address), timeout: CONNECT_MS_MAX });
  return new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('timeout', () => reject(transportError('peer-timeout', 'while connecting')));
    socket.once('error', (cause) => reject(transportError('peer-unreachable', undefined, { cause })));
  }).finally(() => socket.destroy());
}
