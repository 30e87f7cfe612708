import { NonceLedger } from '@liaison/identity';
import { LiaisonError } from '@liaison/protocol';
import { type LocalSocket, openLocalSocket } from './desk/local-socket.js';
import { homeError } from './home/home-errors.js';
import type { OpenHome } from './home/open-home.js';
import { removeRunningNode, writeRunningNode } from './home/running-node.js';
import { type PeerServer, startPeerServer } from './transport/peer-server.js';
import { keepWorkDone } from './worker/keep-work-done.js';
import { startWork } from './worker/start-work.js';

export interface ServingNode {
  /** Where peers reach it; null for a home without an address, which only calls others. */
  readonly address: string | null;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Where to listen instead of at the address in the directory, `HOST:PORT`: behind a router or a proxy. */
  readonly listen?: string;
  /** Told of failures that are this node's own fault. */
  readonly onDefect: (error: unknown) => void;
  /** Told of what somebody should look after while the node goes on; in words. */
  readonly onWarning?: (text: string) => void;
}

/**
 * Runs the node of an open home: it answers peers and takes commands until it is closed. Throws
 * `address-not-available` when its address cannot be listened on, `socket-folder-unsafe` as `openLocalSocket` does.
 */
export async function serveHome(home: OpenHome, options: ServeOptions): Promise<ServingNode> {
  startWork(home, options.onDefect);
  try {
    return await serveWithWork(home, options);
  } catch (error) {
    await home.work.endThread();
    throw error;
  }
}

async function serveWithWork(home: OpenHome, options: ServeOptions): Promise<ServingNode> {
  const { address } = home.settings;
  const peers = address === null ? undefined : await listenForPeers(home, address, options);
  const local = await listenForCommands(home, peers, options);
  writeRunningNode(home.folder, { pid: process.pid, socket: local.path });
  const upkeep = keepWorkDone(home.work, options);
  return {
    address,
    close: async () => {
      removeRunningNode(home.folder);
      await Promise.all([peers?.close(), local.close(), upkeep.stop()]);
      await home.work.endThread();
    },
  };
}

/** Takes no peers either where no commands can be taken: nobody could see or stop what such a node does. */
async function listenForCommands(
  home: OpenHome,
  peers: PeerServer | undefined,
  { onDefect }: ServeOptions,
): Promise<LocalSocket> {
  try {
    return await openLocalSocket(home, { onDefect });
  } catch (error) {
    await peers?.close();
    throw error;
  }
}

/** Throws `address-malformed`. */
function listenUrl(listen: string): string {
  const url = `https://${listen}`;
  const given = URL.canParse(url) ? new URL(url) : undefined;
  if (given === undefined || `${given.pathname}${given.search}${given.username}` !== '/') {
    throw homeError('address-malformed', listen);
  }
  return url;
}

async function listenForPeers(
  home: OpenHome,
  address: string,
  { onDefect, listen }: ServeOptions,
): Promise<PeerServer> {
  const { hostname, port } = new URL(listen === undefined ? address : listenUrl(listen));
  const nonces = new NonceLedger(home.replica.context.random);
  try {
    return await startPeerServer({
      listen: { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port === '' ? '443' : port) },
      tls: home.tls,
      replica: home.work.exchange,
      nonces,
      addresses: () => [address],
      monotonicMs: () => performance.now(),
      onDefect,
    });
  } catch (cause) {
    throw new LiaisonError(
      'address-not-available',
      `The node cannot listen at ${listen ?? address}.`,
      'See whether another program uses the port, and whether the address is one of this machine.',
      { cause },
    );
  }
}
