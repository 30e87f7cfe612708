import { hex, type SpaceId, sortTips, type Tip } from '@liaison/protocol';
import type { SpaceRow } from '@liaison/store';
import type { Finding } from '../doctor/findings.js';
import { knownHomes } from '../home/known-homes.js';
import { spaceState } from '../replica/derived/state-digest.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { type CopyNotice, copyNotice } from '../replica/rights/copied-home.js';
import { entitlementOf } from '../replica/rights/entitlement.js';
import { homeAlarms } from './home-alarms.js';
import { spaceTitle } from './list-spaces.js';
import { outboxOf } from './outbox.js';

export interface SpaceStatus {
  readonly space: SpaceId;
  readonly kind: string;
  readonly title: string | null;
  readonly owner: string;
  readonly audience: readonly string[];
  /** The own member was taken out of the audience: what is here stays, nothing more comes or goes. */
  readonly removed: boolean;
  readonly records: number;
  /** Per log, the last sequence number and entry id that count; the same order on every node. */
  readonly frontier: readonly Tip[];
  readonly stateDigest: string;
  /** Logs that a fork has stopped, with the two entries that prove it. */
  readonly forks: readonly { writer: string; lane: string; seq: number; entries: readonly string[] }[];
  /** Own entries that no other home has receipted yet. */
  readonly waiting: number;
}

/** A home of the own member as people call it: this one and, at a desk, those it enrolled. `pin` takes its label. */
export interface ListedHome {
  readonly label: string;
  readonly home: string;
  readonly revoked: boolean;
  readonly officers: readonly { writer: string; name: string; revoked: boolean }[];
}

export interface HomeStatus {
  readonly member: string;
  readonly home: string;
  /** Why nothing is signed here: the home is a copy or a restored backup; null: it is not. */
  readonly copied: Pick<CopyNotice, 'why' | 'at'> | null;
  readonly entries: number;
  readonly records: number;
  readonly quarantined: number;
  readonly pending: number;
  readonly refused: number;
  readonly spaces: readonly SpaceStatus[];
  readonly members: readonly string[];
  readonly homes: readonly ListedHome[];
  /** What somebody must decide about: contradicting rosters and directories, recalls that count no longer. */
  readonly alarms: readonly Finding[];
}

/** What this home holds, space by space. */
export function homeStatus(context: ReplicaContext): HomeStatus {
  const { spaces, setAside } = context.store;
  const rows = spaces.all();
  const counts = rows.map((space) => countEntries(context, space.row));
  const shown = rows.map((space) => spaceStatus(context, space));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const refused = setAside.refusalCount();
  return {
    member: context.member,
    home: context.home,
    copied: copyNotice(context) ?? null,
    entries: sum(counts.map((count) => count.counting)),
    records: sum(shown.map((space) => space.records)),
    quarantined: sum(counts.map((count) => count.setAside)) + refused,
    pending: setAside.pendingCount(),
    refused,
    spaces: shown,
    members: [...context.authority.roster.membersByCode.keys()],
    homes: listHomes(context),
    alarms: homeAlarms(context),
  };
}

const listHomes = ({ authority, store }: ReplicaContext): ListedHome[] =>
  knownHomes(store).map(({ label, home, officers }) => ({
    label,
    home,
    revoked: authority.isRevoked(home),
    officers: officers.map(({ writer, name }) => ({ writer, name, revoked: authority.isRevoked(writer) })),
  }));

/** Entries that count, and entries that do not and that nothing that counts needs. */
function countEntries(context: ReplicaContext, space: number): { counting: number; setAside: number } {
  const standing = context.standings.of(space);
  let counting = 0;
  let setAside = 0;
  for (const log of standing.logs) {
    counting += context.store.entries.countWithRight(log.row, standing.limits.get(log.row) ?? log.tipSeq);
    setAside += log.tipSeq - Math.max(standing.comparedTo.get(log.row) ?? 0, log.baseSeq);
  }
  return { counting, setAside };
}

/** What this home holds of one space. */
export function spaceStatus(context: ReplicaContext, space: SpaceRow): SpaceStatus {
  const standing = context.standings.of(space.row);
  const state = spaceState(context, space.row);
  const removed = entitlementOf(context, context.home, space.row) !== 'all';
  const frontier: Tip[] = standing.logs.flatMap((log) => {
    const last = standing.counting.get(log.row);
    return last === undefined ? [] : [{ lane: log.lane, writer: log.writer, seq: last.seq, id: last.id }];
  });
  return {
    space: space.id,
    kind: space.kind,
    title: spaceTitle(context, space),
    owner: standing.owner,
    audience: [...standing.audience],
    removed,
    records: state.records,
    frontier: sortTips(frontier),
    stateDigest: hex(state.digest),
    forks: standing.forks.map((fork) => ({
      writer: fork.writer,
      lane: fork.lane,
      seq: fork.seq,
      entries: fork.entries.map(({ row }) => context.store.entries.at(row, fork.seq)?.id ?? '?'),
    })),
    waiting: removed ? 0 : outboxOf(context, space).waiting,
  };
}
