import { NonceLedger } from '@liaison/identity';
import { LiaisonError } from '@liaison/protocol';
import { openLocalSocket } from './desk/local-socket.js';
import type { OpenHome } from './home/open-home.js';
import { removeRunningNode, writeRunningNode } from './home/running-node.js';
import { type PeerServer, startPeerServer } from './transport/peer-server.js';
import { auditSignatures } from './verify/audit-signatures.js';

export interface ServingNode {
  /** Where peers reach it; null for a home without an address, which only calls others. */
  readonly address: string | null;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Told of failures that are this node's own fault. */
  readonly onDefect: (error: unknown) => void;
}

/** Every so often a few of the signatures that a bulk page only vouched for; about 20 ms of work. */
const AUDIT_MS = 1_000;
const AUDIT_ENTRIES = 200;

/**
 * Runs the node of an open home: it answers peers and takes commands until it is closed. Throws
 * `address-not-available` when its address cannot be listened on.
 */
export async function serveHome(home: OpenHome, options: ServeOptions): Promise<ServingNode> {
  const { address } = home.settings;
  const peers = address === null ? undefined : await listenForPeers(home, address, options);
  const local = await openLocalSocket(home);
  writeRunningNode(home.folder, { pid: process.pid, socket: local.path });
  const audit = setInterval(() => {
    try {
      auditSignatures(home.replica, AUDIT_ENTRIES);
    } catch (error) {
      options.onDefect(error);
    }
  }, AUDIT_MS);
  return {
    address,
    close: async () => {
      clearInterval(audit);
      removeRunningNode(home.folder);
      await Promise.all([peers?.close(), local.close()]);
    },
  };
}

async function listenForPeers(home: OpenHome, address: string, { onDefect }: ServeOptions): Promise<PeerServer> {
  const { hostname, port } = new URL(address);
  const nonces = new NonceLedger(home.replica.context.random);
  try {
    return await startPeerServer({
      listen: { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port === '' ? '443' : port) },
      tls: home.tls,
      replica: home.replica,
      nonces,
      addresses: () => [address],
      monotonicMs: () => performance.now(),
      onDefect,
    });
  } catch (cause) {
    throw new LiaisonError(
      'address-not-available',
      `The node cannot listen at ${address}.`,
      'See whether another program uses the port, and whether the address is one of this machine.',
      { cause },
    );
  }
}
