import { NonceLedger } from '@liaison/identity';
import { LiaisonError } from '@liaison/protocol';
import { type LocalSocket, openLocalSocket } from './desk/local-socket.js';
import { homeError } from './home/home-errors.js';
import type { OpenHome } from './home/open-home.js';
import { removeRunningNode, writeRunningNode } from './home/running-node.js';
import { indexOwedSections, wipePurged } from './replica/search-upkeep.js';
import { settleStates } from './replica/state-digest.js';
import { type PeerServer, startPeerServer } from './transport/peer-server.js';
import { auditSignatures } from './verify/audit-signatures.js';

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

/** Every so often a few of the signatures that a bulk page only vouched for; about 20 ms of work. */
const AUDIT_MS = 1_000;
const AUDIT_ENTRIES = 200;

/** What follows changes in bulk (search index, states) is done in steps of about 20 ms; peers and officers go first in between. */
const INDEX_MS = 50;
const AT_ONCE = 200;

/** Returns what stops it. */
function keepIndexing(home: OpenHome, onDefect: (error: unknown) => void): () => void {
  const index = setInterval(() => {
    try {
      const { context } = home.replica;
      if (!indexOwedSections(context, AT_ONCE) && !settleStates(context, AT_ONCE)) wipePurged(context);
    } catch (error) {
      onDefect(error);
    }
  }, INDEX_MS);
  return () => clearInterval(index);
}

/**
 * Runs the node of an open home: it answers peers and takes commands until it is closed. Throws
 * `address-not-available` when its address cannot be listened on, `socket-folder-unsafe` as `openLocalSocket` does.
 */
export async function serveHome(home: OpenHome, options: ServeOptions): Promise<ServingNode> {
  const { address } = home.settings;
  const peers = address === null ? undefined : await listenForPeers(home, address, options);
  const local = await listenForCommands(home, peers, options);
  writeRunningNode(home.folder, { pid: process.pid, socket: local.path });
  const audit = setInterval(() => {
    try {
      const { damaged } = auditSignatures(home.replica, AUDIT_ENTRIES);
      if (damaged.length > 0) options.onWarning?.(damageText(damaged));
    } catch (error) {
      options.onDefect(error);
    }
  }, AUDIT_MS);
  const stopIndexing = keepIndexing(home, options.onDefect);
  return {
    address,
    close: async () => {
      clearInterval(audit);
      stopIndexing();
      removeRunningNode(home.folder);
      await Promise.all([peers?.close(), local.close()]);
    },
  };
}

const damageText = (entries: readonly string[]): string =>
  `The signature of ${entries.length === 1 ? 'an entry' : `${entries.length} entries`} held here is wrong: ` +
  `${entries.join(', ')}. See \`liaison verify\`.`;

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
      replica: home.replica,
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
