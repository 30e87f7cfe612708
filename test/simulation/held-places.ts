import type { MemoryHome, SeededRandom } from '@liaison/node/testing';
import type { MemberCode, SpaceId } from '@liaison/protocol';
import type { KnownRecord, KnownSpace } from './known-places.js';
import type { World } from './world.js';

/** Whether this home holds a space and its member may write there, as far as it knows. */
function mayWrite(home: MemoryHome, space: SpaceId): boolean {
  const { context } = home.replica;
  const row = context.store.spaces.byId(space)?.row;
  if (row === undefined) return false;
  const { owner, audience } = context.standings.of(row);
  return home.member === owner || audience.has(home.member);
}

/** Whether a space is one that the present step may be about. */
const isWhere = ({ direction, spaces }: World, id: SpaceId): boolean =>
  direction.space === undefined || spaces[direction.space]?.id === id;

/** Whether a change goes into the joint section: `drawn`, unless the step says so. */
export const isJoint = ({ direction }: World, drawn: boolean): boolean => direction.joint ?? drawn;

/** A space that this home holds and may write in; undefined: none. */
export function heldSpace(world: World, home: MemoryHome, random: SeededRandom): KnownSpace | undefined {
  const held = world.spaces.filter(({ id }) => mayWrite(home, id) && isWhere(world, id));
  return held.length === 0 ? undefined : random.pick(held);
}

/** Members that a home knows to belong to the community, in the order of the world. */
export function knownMembers(world: World, home: MemoryHome): MemberCode[] {
  const { membersByCode } = home.replica.context.authority.roster;
  return world.members.filter((code) => membersByCode.has(code as MemberCode)) as MemberCode[];
}

/** A record of which this home holds something, and in whose space it may write. */
export function heldRecord(world: World, home: MemoryHome, random: SeededRandom): KnownRecord | undefined {
  const { sections, spaces } = home.replica.context.store;
  const held = world.records.filter(({ space, record }) => {
    const spaceRow = spaces.byId(space)?.row;
    const row = spaceRow === undefined ? undefined : sections.record(spaceRow, record)?.row;
    const speaks = row !== undefined && sections.sectionsOf(row).some((one) => one.speaks && one.kind === 'seizure');
    return speaks && mayWrite(home, space) && isWhere(world, space);
  });
  return held.length === 0 ? undefined : random.pick(held);
}

/** A joint section exists only where the space is shared with somebody. */
const isShared = (home: MemoryHome, space: SpaceId): boolean => {
  const { context } = home.replica;
  const row = context.store.spaces.byId(space)?.row;
  return row !== undefined && context.standings.of(row).audience.size > 0;
};

interface WrittenSection {
  readonly known: KnownRecord;
  readonly joint: boolean;
  readonly section: string;
}

/** The section of a held record that an officer of this home is about to write in: mostly the joint one, where there is one. */
export function writtenSection(world: World, home: MemoryHome, random: SeededRandom): WrittenSection | undefined {
  const known = heldRecord(world, home, random);
  if (known === undefined) return undefined;
  const joint = isJoint(world, random.below(3) > 0) && isShared(home, known.space);
  return { known, joint, section: joint ? 'joint' : home.member };
}

/** Whether this home's member owns a space, as far as the home knows. */
export function isOwner(home: MemoryHome, space: SpaceId): boolean {
  const { context } = home.replica;
  const row = context.store.spaces.byId(space)?.row;
  return row !== undefined && context.standings.of(row).owner === home.member;
}

/** A space that this home's member owns. */
export function ownedSpace(world: World, home: MemoryHome, random: SeededRandom): SpaceId | undefined {
  const owned = world.spaces.filter(({ id }) => isOwner(home, id) && isWhere(world, id));
  return owned.length === 0 ? undefined : random.pick(owned).id;
}
