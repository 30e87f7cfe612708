import { LiaisonError, type WriterId } from '@liaison/protocol';
import { runSync, type SyncProgress } from '@liaison/sync';
import type { OpenHome } from '../home/open-home.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import type { PeerConnection } from '../transport/peer-connection.js';
import { inPlainWords } from './at-the-door.js';
import { knownPeers, type Peer } from './known-peers.js';
import { type Contact, connectTo, HeldNonce, putContact } from './peer-line.js';

export interface PeerReport {
  /** Member code of the peer, with its address where a member has several nodes. */
  readonly peer: string;
  readonly address: string | null;
  readonly roundTrips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly entriesSent: number;
  readonly entriesReceived: number;
  readonly quarantined: number;
  readonly millis: number;
  readonly converged: boolean;
  readonly alarms?: readonly { readonly code: string; readonly about: readonly string[] }[];
  readonly error?: { readonly code: string; readonly message: string; readonly next: string };
}

export interface SyncPeersReport {
  readonly peers: readonly PeerReport[];
  readonly converged: boolean;
}

export interface PeerProgress extends SyncProgress {
  readonly peer: string;
}

export interface SyncPeersOptions {
  /** A member code or an address; left out: every node that the directories name, the own home's first. */
  readonly with?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PeerProgress) => void;
}

/** Synchronises with one peer after the other; one that cannot be reached does not keep the others waiting. */
export async function syncPeers(home: OpenHome, options: SyncPeersOptions): Promise<SyncPeersReport> {
  const { replica } = home;
  const peers = replica.reading(() => choosePeers(replica.context, options.with));
  const reports: PeerReport[] = [];
  for (const peer of peers) {
    if (options.signal?.aborted === true) break;
    reports.push(await syncPeer(home, peer, options));
  }
  return { peers: reports, converged: reports.length === peers.length && reports.every((report) => report.converged) };
}

/** The peers of that name, or all of them. Throws `peer-unknown`. */
export function choosePeers(context: ReplicaContext, wanted: string | undefined): Peer[] {
  const all = knownPeers(context);
  const chosen = wanted === undefined ? all : all.filter((peer) => answersTo(peer, wanted));
  if (chosen.length > 0) return chosen;
  const names = [...new Set(all.map((peer) => peer.name))].join(', ');
  throw new LiaisonError(
    'peer-unknown',
    wanted === undefined ? 'No other node is known to this home.' : `No node is known under ${wanted}.`,
    names === '' ? 'Exchange directories first: `liaison enrol` or `liaison federation create`.' : `Known: ${names}.`,
  );
}

const answersTo = ({ name, node }: Peer, wanted: string): boolean =>
  name === wanted.toUpperCase() || node.addresses.includes(wanted.replace(/\/+$/, '')) || node.writer === wanted;

/** One session with one peer. */
export async function syncPeer(home: OpenHome, peer: Peer, options: SyncPeersOptions): Promise<PeerReport> {
  const started = performance.now();
  const nonce = new HeldNonce(home, peer.node.writer);
  const connection = connectTo(home, peer.node, nonce);
  const ongoing = home.work.activity.begin('sync', peer.name);
  try {
    const done = await runSync(connection.client, home.work.exchange, {
      onProgress: ({ phase, ...counts }) => {
        ongoing.progress(counts);
        options.onProgress?.({ phase, ...counts, peer: peer.name });
      },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    connection.close();
    const report = describe(peer, connection, done, started);
    const contact = { nonce: nonce.held, reached: report.bytesReceived > 0, converged: report.converged };
    return await keepContact(home, peer.node.writer, contact, report);
  } finally {
    connection.close();
    ongoing.end();
  }
}

/** Keeps when a peer was last heard of. Where that cannot be kept, a session without another failure has this one. */
async function keepContact(
  home: OpenHome,
  writer: WriterId,
  contact: Contact,
  report: PeerReport,
): Promise<PeerReport> {
  try {
    await home.work.note(() => {
      putContact(home, writer, contact);
      if (report.error === undefined) home.replica.heardFromOthers();
    });
    return report;
  } catch (error) {
    if (!(error instanceof LiaisonError)) throw error;
    return { error: error.toJSON(), ...report, converged: false };
  }
}

function describe(
  peer: Peer,
  connection: PeerConnection,
  report: Awaited<ReturnType<typeof runSync>>,
  started: number,
): PeerReport {
  const { roundTrips, bytesSent, bytesReceived } = connection.traffic();
  const { entriesSent, entriesReceived, quarantined, converged, alarms, error } = report;
  return {
    peer: peer.name,
    address: peer.node.addresses[0] ?? null,
    roundTrips,
    bytesSent,
    bytesReceived,
    entriesSent,
    entriesReceived,
    quarantined,
    millis: Math.round(performance.now() - started),
    converged,
    ...(alarms.length > 0 ? { alarms } : {}),
    ...(error === undefined ? {} : { error: inPlainWords(error).toJSON() }),
  };
}
