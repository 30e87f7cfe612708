import type { ListedPeer } from '../calls/overview-answers.js';

/** Whether this home is in touch with others: with whom, or since when with nobody. */
export type LineState =
  | { readonly state: 'alone' }
  | { readonly state: 'connected'; readonly members: readonly string[] }
  | { readonly state: 'connecting' }
  | { readonly state: 'offline'; readonly since: string | null }
  /** This node calls nobody by itself; null: there was no contact yet. */
  | { readonly state: 'apart'; readonly last: string | null };

type Peer = Pick<ListedPeer, 'member' | 'contacted' | 'receipted' | 'line' | 'revoked'>;

/** What the lines to all peers come to. Offline counts from the last answer of anybody, in this run of the node or another. */
export function lineStateOf(all: readonly Peer[]): LineState {
  const peers = all.filter(({ revoked }) => !revoked);
  if (peers.length === 0) return { state: 'alone' };
  const called = peers.filter(({ line }) => line !== null && line.state !== 'apart');
  const connected = called.filter(({ line }) => line?.state === 'connected');
  if (connected.length > 0) return { state: 'connected', members: [...new Set(connected.map(({ member }) => member))] };
  const answered = latest(peers.flatMap(({ contacted, line }) => line?.lastContact ?? contacted ?? []));
  if (called.length === 0) {
    return { state: 'apart', last: latest([answered, ...peers.map(({ receipted }) => receipted)]) };
  }
  if (called.some(({ line }) => line?.state === 'connecting')) return { state: 'connecting' };
  return { state: 'offline', since: answered ?? latest(called.map(({ line }) => line?.since ?? null)) };
}

function latest(times: readonly (string | null)[]): string | null {
  const known = times.filter((time) => time !== null);
  return known.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}
