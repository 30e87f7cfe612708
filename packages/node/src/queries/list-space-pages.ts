import type { SpaceId, WriterId } from '@liaison/protocol';
import type { SpaceRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';
import { entitlementOf } from '../replica/rights/entitlement.js';
import { storeFilter } from './list-records.js';
import { spaceTitle } from './list-spaces.js';
import { type MissingConsents, missingConsents } from './missing-consents.js';
import { outboxOf } from './outbox.js';
import { type ShownAuthority, spaceAuthority } from './space-authority.js';

/** A space as a list shows it. */
export interface SpacePage {
  readonly space: SpaceId;
  readonly kind: string;
  readonly title: string | null;
  readonly owner: string;
  readonly audience: readonly string[];
  /** Who decides about newcomers: `owner-decides`, `each-consents`. */
  readonly rule: string;
  /** The own member was taken out: what is here stays, nothing more comes or goes. */
  readonly removed: boolean;
  readonly missingConsents: readonly MissingConsents[];
  /** The space was offered to the own member, or its transfer is disputed; null without an open offer. */
  readonly transfer: { readonly to: string; readonly state: 'offered' | 'disputed' } | null;
  /** Records by kind, those that say something. */
  readonly records: Readonly<Record<string, number>>;
  /** The last change of one of its records here; `record.list` with `changedAfter` shows what came since; null without any. */
  readonly change: number | null;
  /** Own entries that no other home has receipted. */
  readonly waiting: number;
}

/** A space as its own page shows it. */
export interface SpaceView extends SpacePage, ShownAuthority {
  /** Records that others changed and this officer has not seen. */
  readonly unread: number;
  /** Records in which values differ and nobody here has left them as they stand. */
  readonly unsettled: number;
}

/** Spaces that this home holds, those with the latest changes first. */
export function listSpacePages(context: ReplicaContext): SpacePage[] {
  const counted = countsBySpace(context);
  const pages = context.store.spaces.all().map((space) => {
    return pageOf(context, space, { authority: spaceAuthority(context, space), counted: counted.get(space.row) });
  });
  return pages.sort((a, b) => (b.change ?? 0) - (a.change ?? 0) || (a.space < b.space ? -1 : 1));
}

export function spaceView(context: ReplicaContext, officer: WriterId, space: SpaceRow): SpaceView {
  const { listed } = context.store;
  const authority = spaceAuthority(context, space);
  const counted = countsBySpace(context).get(space.row);
  const unread = storeFilter(context, officer, { space: space.id, unread: true }) ?? {};
  return {
    ...authority,
    ...pageOf(context, space, { authority, counted }),
    unread: listed.count(unread),
    unsettled: listed.count({ space: space.row, unsettled: true }),
  };
}

interface Counted {
  readonly records: Record<string, number>;
  readonly change: number;
}

function countsBySpace({ store }: ReplicaContext): Map<number, Counted> {
  const counted = new Map<number, Counted>();
  for (const { space, kind, records, change } of store.listed.countsBySpace()) {
    const known = counted.get(space) ?? { records: {}, change: 0 };
    counted.set(space, {
      records: { ...known.records, [kind]: records },
      change: Math.max(known.change, change),
    });
  }
  return counted;
}

interface KnownOfSpace {
  readonly authority: ShownAuthority;
  readonly counted: Counted | undefined;
}

function pageOf(context: ReplicaContext, space: SpaceRow, { authority, counted }: KnownOfSpace): SpacePage {
  const { owner, audience } = context.standings.of(space.row);
  const removed = entitlementOf(context, context.home, space.row) !== 'all';
  return {
    space: space.id,
    kind: space.kind,
    title: spaceTitle(context, space),
    owner,
    audience: [...audience],
    rule: space.rule,
    removed,
    missingConsents: missingConsents(context, space, authority),
    transfer: authority.transfers[0] ?? null,
    records: counted?.records ?? {},
    change: counted?.change ?? null,
    waiting: removed ? 0 : outboxOf(context, space).waiting,
  };
}
