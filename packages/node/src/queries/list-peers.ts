import { claimsOfReceipt, type ReceiptClaims, type SpaceId, type WriterId } from '@liaison/protocol';
import type { LogPart, LogRow, SpaceRow } from '@liaison/store';
import { knownPeers } from '../commands/known-peers.js';
import type { PeerContact } from '../contact/peer-contacts.js';
import { knownHomes } from '../home/known-homes.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { mayHold } from '../replica/rights/entitlement.js';

/** A home that this one exchanges with, and how things stand between the two; times are claimed local times. */
export interface ListedPeer {
  readonly writer: WriterId;
  readonly member: string;
  /** Known for homes of the own member only. */
  readonly label: string | null;
  /** Null for one without an address: it calls, or meets by file. */
  readonly address: string | null;
  /** When this home last reached it; null: never. What it began itself is seen in its receipts. */
  readonly contacted: string | null;
  /** When both last held the same. */
  readonly converged: string | null;
  /** Time of its latest receipt, by its own clock. */
  readonly receipted: string | null;
  readonly spaces: number;
  /** What it may have and has not receipted: of any writer, and of this home's own. */
  readonly toSend: { readonly entries: number; readonly own: number; readonly records: number | null };
  /** Entries it brought that wait here for others. */
  readonly waiting: number;
  /** Nothing that this home wrote is missing from its receipts. */
  readonly hasAllOfMine: boolean;
  /** Pages or documents it brought that were refused, of the newest kept. */
  readonly refused: { readonly count: number; readonly last: { at: string; code: string; message: string } | null };
  readonly revoked: boolean;
}

/** The same with the line to it, as the node that runs knows it; null for a home that no directory gives an address of. */
export interface PeerInTouch extends ListedPeer {
  readonly line: Pick<PeerContact, 'state' | 'since' | 'lastContact' | 'nextAttempt' | 'trouble'> | null;
}

export function withLines(peers: readonly ListedPeer[], contacts: readonly PeerContact[]): PeerInTouch[] {
  const byHome = new Map(contacts.map((contact) => [contact.home, contact]));
  return peers.map((peer) => {
    const contact = byHome.get(peer.writer);
    if (contact === undefined) return { ...peer, line: null };
    const { state, since, lastContact, nextAttempt, trouble } = contact;
    return { ...peer, line: { state, since, lastContact, nextAttempt, trouble } };
  });
}

/** Records are counted edit by edit; above so many the entries alone are told. */
const EDITS_COUNTED_MAX = 1_000;
const REFUSALS_MAX = 1_000;

/** Every home the directories name with an address, and those that receipted something, the own member's first. */
export function listPeers(context: ReplicaContext): ListedPeer[] {
  const labels = new Map(knownHomes(context.store).map(({ home, label }) => [home as string, label]));
  const addresses = new Map(knownPeers(context).map(({ node }) => [node.writer as string, node.addresses[0] ?? null]));
  const held = context.store.spaces.all().map((space) => heldSpace(context, space));
  const holders = held.flatMap(({ receipts }) => [...receipts.keys()]);
  const refusals = context.store.setAside.refusals(REFUSALS_MAX);
  const recordsIn = recordCounter(context);
  const writers = [...new Set([...addresses.keys(), ...holders])].filter((writer) => writer !== context.home);
  const peers = writers.flatMap((text): ListedPeer[] => {
    const writer = text as WriterId;
    const member = context.authority.certificate(writer)?.claims.member;
    if (member === undefined) return [];
    const [last, ...others] = refusals.filter(({ peer }) => peer === writer);
    const refused = { at: last?.at ?? '', code: last?.code ?? '', message: last?.message ?? '' };
    const known = context.store.exchange.peer(writer);
    return [
      {
        writer,
        member,
        label: labels.get(writer) ?? null,
        address: addresses.get(writer) ?? null,
        contacted: known?.contacted ?? null,
        converged: known?.converged ?? null,
        ...exchangeWith(context, held, writer, recordsIn),
        waiting: context.store.setAside.pendingOf(writer).count,
        refused: last === undefined ? { count: 0, last: null } : { count: others.length + 1, last: refused },
        revoked: context.authority.isRevoked(writer),
      },
    ];
  });
  const rank = ({ member }: ListedPeer) => (member === context.member ? `0 ${member}` : `1 ${member}`);
  return peers.sort((a, b) => (`${rank(a)} ${a.writer}` < `${rank(b)} ${b.writer}` ? -1 : 1));
}

interface HeldSpace {
  readonly space: SpaceRow;
  readonly logs: readonly { readonly log: LogRow; readonly last: number; readonly own: boolean }[];
  readonly receipts: ReadonlyMap<string, ReceiptClaims>;
}

function heldSpace(context: ReplicaContext, space: SpaceRow): HeldSpace {
  const { logs, counting } = context.standings.of(space.row);
  const receipts = receiptsOf(context, space.id);
  const ownHome = (writer: string) => context.authority.certificate(writer as WriterId)?.claims.home === context.home;
  return {
    space,
    receipts,
    logs: logs.map((log) => ({ log, last: counting.get(log.row)?.seq ?? 0, own: ownHome(log.writer) })),
  };
}

const receiptsOf = ({ store }: ReplicaContext, space: SpaceId): Map<string, ReceiptClaims> =>
  new Map(
    store.exchange.receiptsOf(space).flatMap(({ holder, token }) => {
      const claims = claimsOfReceipt(token);
      return claims === undefined ? [] : [[holder as string, claims] as const];
    }),
  );

function exchangeWith(
  context: ReplicaContext,
  held: readonly HeldSpace[],
  peer: WriterId,
  recordsIn: RecordCounter,
): Pick<ListedPeer, 'receipted' | 'spaces' | 'toSend' | 'hasAllOfMine'> {
  const shared = held.filter(
    ({ space }) => mayHold(context, peer, space.row) && mayHold(context, context.home, space.row),
  );
  const missing = shared.flatMap(({ logs, receipts }) => {
    const heads = receipts.get(peer)?.heads ?? [];
    return logs.flatMap(({ log, last, own }) => {
      const seqs = heads.filter(({ lane, writer }) => lane === log.lane && writer === log.writer).map(({ seq }) => seq);
      const after = Math.max(0, ...seqs);
      return after >= last ? [] : [{ log: log.row, after, to: last, own }];
    });
  });
  const sum = (all: typeof missing) => all.reduce((total, { after, to }) => total + to - after, 0);
  const entries = sum(missing);
  const own = sum(missing.filter((one) => one.own));
  const records = recordsIn(missing);
  const times = held.flatMap(({ receipts }) => receipts.get(peer)?.at ?? []);
  const receipted = times.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
  return { receipted, spaces: shared.length, toSend: { entries, own, records }, hasAllOfMine: own === 0 };
}

type RecordCounter = (parts: readonly LogPart[]) => number | null;

/** Counts records of parts of logs; peers who lack the same are many, and counted once. */
function recordCounter({ store }: ReplicaContext): RecordCounter {
  const known = new Map<string, number | null>();
  return (parts) => {
    const key = parts.map(({ log, after, to }) => `${log} ${after} ${to}`).join();
    const found = known.get(key);
    if (found !== undefined) return found;
    const count = store.operations.recordsIn(parts, EDITS_COUNTED_MAX)?.size ?? null;
    known.set(key, count);
    return count;
  };
}
