import type { RecordId, SpaceId, WriterId } from '@liaison/protocol';
import type { ReplicaContext } from '../replica/replica-context.js';
import { entitlementOf } from '../replica/rights/entitlement.js';
import { listLostEdits } from './list-lost-edits.js';
import { type ListedPeer, listPeers } from './list-peers.js';
import { type ListedRecord, listRecords, storeFilter } from './list-records.js';
import { spaceTitle } from './list-spaces.js';
import { missingConsents } from './missing-consents.js';
import { outboxOf } from './outbox.js';
import { lookedThrough } from './reading-officer.js';
import { spaceAuthority } from './space-authority.js';

/** Something that waits for an officer of this home, with how often. */
export type Need =
  /** Records with several values in one section or different ones in several, that nobody here has left as they stand; the last changed first. */
  | { readonly what: 'contested'; readonly records: number; readonly first: RecordId }
  /** A newcomer waits for the own member's consent. */
  | { readonly what: 'consent'; readonly space: SpaceId; readonly title: string | null; readonly newcomer: string }
  /** The own member is offered a space. */
  | { readonly what: 'transfer'; readonly space: SpaceId; readonly title: string | null }
  /** Own words that no document shows any more: to be written again or let go. */
  | { readonly what: 'lost-edits'; readonly edits: number }
  /** Pages or documents that were refused and are kept for inspection. */
  | { readonly what: 'refused'; readonly count: number }
  /** Entries that wait for others to come. */
  | { readonly what: 'waiting'; readonly entries: number };

export interface Overview {
  readonly needs: readonly Need[];
  readonly cameIn: {
    /** Since when, by this home's clock; null: this officer has never said to have looked through. */
    readonly since: string | null;
    /** Records that others changed since and this officer has not seen. */
    readonly records: number;
    readonly bySpace: readonly { readonly space: SpaceId; readonly title: string | null; readonly records: number }[];
    /** By the member whose section it began in or that speaks there; a record counts for each. */
    readonly byMember: readonly { readonly member: string; readonly records: number }[];
    /** The newest of them. */
    readonly latest: readonly ListedRecord[];
  };
  /** Own entries that no other home has receipted, and since when the oldest waits. */
  readonly outbox: { readonly entries: number; readonly oldestAt: string | null };
  readonly peers: readonly ListedPeer[];
  /** Give it to `overview.seen` to have looked through everything. */
  readonly change: number;
}

const LATEST = 10;

/** What an officer sees first: what needs them, what came in since they looked, and how it stands with everybody. */
export function overviewToday(context: ReplicaContext, officer: WriterId): Overview {
  const unread = { unread: true };
  const { items, total } = listRecords(context, officer, {
    filter: unread,
    sort: 'change',
    descending: true,
    limit: LATEST,
  });
  return {
    needs: needsOf(context, officer),
    cameIn: {
      since: lookedThrough(context, officer).at,
      records: total,
      ...(total === 0 ? { bySpace: [], byMember: [] } : cameFrom(context, officer)),
      latest: items,
    },
    outbox: outboxOfAll(context),
    peers: listPeers(context),
    change: context.store.listed.lastChange(),
  };
}

function cameFrom(context: ReplicaContext, officer: WriterId): Pick<Overview['cameIn'], 'bySpace' | 'byMember'> {
  const filter = storeFilter(context, officer, { unread: true }) ?? {};
  const counts = context.store.listed.countsByVoices(filter);
  const sum = (fits: (count: (typeof counts)[number]) => boolean) =>
    counts.filter(fits).reduce((total, { records }) => total + records, 0);
  const bySpace = context.store.spaces.all().flatMap((space) => {
    const records = sum((count) => count.space === space.row);
    return records === 0 ? [] : [{ space: space.id, title: spaceTitle(context, space), records }];
  });
  const others = [...context.authority.roster.membersByCode.keys()].filter((member) => member !== context.member);
  const byMember = others.flatMap((member) => {
    const records = sum(({ members }) => members.includes(member));
    return records === 0 ? [] : [{ member, records }];
  });
  return { bySpace, byMember };
}

function needsOf(context: ReplicaContext, officer: WriterId): Need[] {
  const { setAside } = context.store;
  const unsettled = { filter: { unsettled: true }, sort: 'change' as const, descending: true, limit: 1 };
  const { items, total } = listRecords(context, officer, unsettled);
  const lost = listLostEdits(context).length;
  const [refused, waiting] = [setAside.refusalCount(), setAside.pendingCount()];
  return [
    ...items.map(({ record }) => ({ what: 'contested' as const, records: total, first: record })),
    ...spaceNeeds(context),
    ...(lost > 0 ? [{ what: 'lost-edits' as const, edits: lost }] : []),
    ...(refused > 0 ? [{ what: 'refused' as const, count: refused }] : []),
    ...(waiting > 0 ? [{ what: 'waiting' as const, entries: waiting }] : []),
  ];
}

function spaceNeeds(context: ReplicaContext): Need[] {
  return context.store.spaces.all().flatMap((space): Need[] => {
    if (entitlementOf(context, context.home, space.row) !== 'all') return [];
    const authority = spaceAuthority(context, space);
    const { transfers } = authority;
    const named = { space: space.id, title: spaceTitle(context, space) };
    return [
      ...missingConsents(context, space, authority)
        .filter(({ mine }) => mine)
        .map(({ newcomer }) => ({ what: 'consent' as const, ...named, newcomer })),
      ...(transfers.some(({ to, state }) => to === context.member && state === 'offered')
        ? [{ what: 'transfer' as const, ...named }]
        : []),
    ];
  });
}

function outboxOfAll(context: ReplicaContext): Overview['outbox'] {
  const boxes = context.store.spaces.all().flatMap((space) => {
    return entitlementOf(context, context.home, space.row) === 'all' ? [outboxOf(context, space)] : [];
  });
  const times = boxes.flatMap(({ oldestAt }) => oldestAt ?? []).sort((a, b) => Date.parse(a) - Date.parse(b));
  return { entries: boxes.reduce((sum, { waiting }) => sum + waiting, 0), oldestAt: times[0] ?? null };
}
