import { NonceLedger } from '@liaison/identity';
import { LiaisonError } from '@liaison/protocol';
import { isOwnFailure } from '@liaison/sync';
import { CONTACT_LIMITS, type ContactLimits } from './contact/contact-limits.js';
import { type InTouch, keepInTouch } from './contact/keep-in-touch.js';
import { openLocalSocket } from './desk/local-socket.js';
import { homeError } from './home/home-errors.js';
import type { OpenHome } from './home/open-home.js';
import { removeRunningNode, writeRunningNode } from './home/running-node.js';
import { HeldWatches } from './transport/held-watches.js';
import { type PeerServer, startPeerServer } from './transport/peer-server.js';
import { type DeskOptions, openDesk } from './web/open-desk.js';
import { keepWorkDone } from './worker/keep-work-done.js';
import { startWork } from './worker/start-work.js';

export interface ServingNode {
  /** Where peers reach it; null for a home without an address, which only calls others. */
  readonly address: string | null;
  /** Where browsers find the desk; null where it was not asked for. */
  readonly desk: string | null;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Where to listen instead of at the address in the directory, `HOST:PORT`: behind a router or a proxy. */
  readonly listen?: string;
  /** How the desk is shown to browsers; left out: not at all. */
  readonly desk?: DeskOptions;
  /** Calls nobody by itself: it answers, and syncs when it is told to. */
  readonly alone?: boolean;
  /** How it keeps in touch, where a test wants it faster. */
  readonly contact?: Partial<ContactLimits>;
  /** Told of failures that are this node's own fault. */
  readonly onDefect: (error: unknown) => void;
  /** Told of what somebody should look after while the node goes on; in words. */
  readonly onWarning?: (text: string) => void;
}

/**
 * Runs the node of an open home: it answers peers and takes commands until it is closed. Throws
 * `address-not-available` when its address cannot be listened on, `socket-folder-unsafe` as `openLocalSocket` does, and the
 * codes of `openDesk`.
 */
export async function serveHome(home: OpenHome, given: ServeOptions): Promise<ServingNode> {
  const options = { ...given, onDefect: tellApart(given) };
  startWork(home, options.onDefect);
  try {
    return await serveWithWork(home, options);
  } catch (error) {
    await home.work.endThread();
    throw error;
  }
}

/** What ails the machine, such as a full disk, is for whoever looks after it, and no defect. */
const tellApart =
  ({ onDefect, onWarning }: ServeOptions) =>
  (error: unknown): void => {
    const isOwn = error instanceof LiaisonError && isOwnFailure(error) && error.code !== 'work-stopped';
    if (isOwn && onWarning !== undefined) onWarning(`${error.message} ${error.next}`);
    else onDefect(error);
  };

async function serveWithWork(home: OpenHome, options: ServeOptions): Promise<ServingNode> {
  const limits = { ...CONTACT_LIMITS, ...options.contact };
  const { changes } = home;
  const watches = new HeldWatches({ changes, watchesMax: limits.watchesMax, gatherMs: limits.tellMs });
  const peers = await listenForPeers(home, watches, options);
  const local = await closedUnless(openLocalSocket(home, { onDefect: options.onDefect }), peers);
  const desk = options.desk && (await closedUnless(openDesk(home, options.desk, options), peers, local));
  home.deskAddress = desk?.address ?? null;
  const address = home.settings.address;
  writeRunningNode(home.folder, { pid: process.pid, socket: local.path, desk: desk?.address });
  const upkeep = keepWorkDone(home.work, options);
  const inTouch = options.alone === true ? undefined : touchPeers(home, watches, limits, options);
  return {
    address,
    desk: desk?.address ?? null,
    close: async () => {
      removeRunningNode(home.folder);
      watches.close();
      await Promise.all([peers?.close(), local.close(), desk?.close(), upkeep.stop(), inTouch?.stop()]);
      await home.work.endThread();
    },
  };
}

const touchPeers = (home: OpenHome, watches: HeldWatches, limits: ContactLimits, { onDefect }: ServeOptions): InTouch =>
  keepInTouch({
    home,
    contacts: home.contacts,
    limits,
    isWatchedBy: ({ node }) => watches.isWatching(node.writer),
    onDefect,
  });

/** Takes no peers either where no commands can be taken: nobody could see or stop what such a node does. */
async function closedUnless<T>(
  opening: Promise<T>,
  ...opened: readonly ({ close(): Promise<void> } | undefined)[]
): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    await Promise.all(opened.map((one) => one?.close()));
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
  watches: HeldWatches,
  { onDefect, listen }: ServeOptions,
): Promise<PeerServer | undefined> {
  const { address } = home.settings;
  if (address === null) return undefined;
  const { hostname, port } = new URL(listen === undefined ? address : listenUrl(listen));
  const nonces = new NonceLedger(home.replica.context.random);
  try {
    return await startPeerServer({
      listen: { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port === '' ? '443' : port) },
      tls: home.tls,
      replica: home.work.exchange,
      nonces,
      watches,
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
