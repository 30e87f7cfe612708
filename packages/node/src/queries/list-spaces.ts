import type { SpaceId } from '@liaison/protocol';
import type { SpaceRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';
import { spaceRecordId } from '../replica/space-record.js';

export interface ListedSpace {
  readonly space: SpaceId;
  readonly kind: string;
  readonly title: string | null;
  readonly owner: string;
  readonly audience: readonly string[];
}

/** Spaces this home holds. */
export const listSpaces = (context: ReplicaContext): ListedSpace[] =>
  context.store.spaces.all().map((space) => ({
    space: space.id,
    kind: space.kind,
    title: spaceTitle(context, space),
    owner: context.standings.of(space.row).owner,
    audience: [...context.standings.of(space.row).audience],
  }));

/** The title as the owner's section of the space's own record says it. */
export function spaceTitle(context: ReplicaContext, space: SpaceRow): string | null {
  const { sections } = context.store;
  const record = sections.record(space.row, spaceRecordId(space.id));
  const all = record === undefined ? [] : sections.sectionsOf(record.row).filter(({ speaks }) => speaks);
  return (all.find((section) => section.name === context.standings.of(space.row).owner) ?? all[0])?.title ?? null;
}
