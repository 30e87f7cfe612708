import { loadMapping } from '@liaison/interchange';
import { changeAudience, editRecord, giveConsent, importRows, newRecord, showRecord } from '@liaison/node';
import type { MemoryHome, SeededRandom } from '@liaison/node/testing';
import { type JsonValue, memberCodeSchema, type SpaceId } from '@liaison/protocol';
import { isRecalledAt } from './recalled-sections.js';
import { type KnownRecord, type KnownSpace, MEMBERS, type World } from './world.js';

const FIELDS = ['place', 'agency', 'concealment'] as const;
const VALUES = ['Busan', 'Bangkok', 'Đà Nẵng', '서울', 'สงขลา'] as const;
/** Letters of the private use area: one code unit each, so that a text merges them as a whole or not at all. */
const FIRST_LETTER = 0xe000;

export function foundSpace(world: World, home: MemoryHome, random: SeededRandom): void {
  const others = MEMBERS.filter((code) => code !== home.member && random.below(2) === 0);
  world.foundSpace(home.name, others);
  world.note(`${home.name} founds a space for ${others.join(', ') || 'itself'}`);
}

/** A space that this home holds and may write in; undefined: none. */
export function heldSpace(world: World, home: MemoryHome, random: SeededRandom): KnownSpace | undefined {
  const { store } = home.replica.context;
  const held = world.spaces.filter(({ id }) => {
    const row = store.spaces.byId(id)?.row;
    if (row === undefined) return false;
    const standing = home.replica.context.standings.of(row);
    return home.member === standing.owner || standing.audience.has(home.member);
  });
  return held.length === 0 ? undefined : random.pick(held);
}

export function heldRecord(world: World, home: MemoryHome, random: SeededRandom): KnownRecord | undefined {
  const { store } = home.replica.context;
  const held = world.records.filter(({ space, record }) => {
    const spaceRow = store.spaces.byId(space)?.row;
    const row = spaceRow === undefined ? undefined : store.sections.record(spaceRow, record)?.row;
    return row !== undefined && store.sections.sectionsOf(row).some(({ speaks, kind }) => speaks && kind === 'seizure');
  });
  return held.length === 0 ? undefined : random.pick(held);
}

export function makeRecord(world: World, home: MemoryHome, random: SeededRandom): void {
  const space = heldSpace(world, home, random)?.id;
  if (space === undefined) return;
  const field = random.pick(FIELDS);
  const value = random.pick(VALUES);
  const change = { fields: { [field]: value } };
  const { record, entry } = newRecord(home.replica, home.officer, { space, kind: 'seizure', change });
  world.records.push({ space, record });
  world.model.wrote({ space, record, section: home.member, field }, entry, value, (id) => world.holds(home.name, id));
  world.wrote(home.name, space);
  world.note(`${home.name} makes record ${record.slice(-4)}`);
}

/** A joint section exists only where the space is shared with somebody. */
const isShared = (home: MemoryHome, space: SpaceId): boolean => {
  const { context } = home.replica;
  const row = context.store.spaces.byId(space)?.row;
  return row !== undefined && context.standings.of(row).audience.size > 0;
};

export function changeField(world: World, home: MemoryHome, random: SeededRandom): void {
  const known = heldRecord(world, home, random);
  if (known === undefined) return;
  const { space, record } = known;
  const joint = random.below(3) > 0 && isShared(home, space);
  const field = random.pick(FIELDS);
  const value: JsonValue | null = random.below(8) === 0 ? null : random.pick(VALUES);
  const holds = (id: Parameters<World['holds']>[1]) => world.holds(home.name, id);
  const change = { fields: { [field]: value } };
  const section = joint ? 'joint' : home.member;
  if (isRecalledAt(home, known, section)) return;
  const { entry } = editRecord(home.replica, home.officer, { record, space, joint, change });
  if (entry === null) return;
  world.model.wrote({ space, record, section, field }, entry, value, holds);
  world.wrote(home.name, space);
  world.note(`${home.name} sets ${field} of ${record.slice(-4)} in ${section} to ${String(value)}`);
}

export function writeNarrative(world: World, home: MemoryHome, random: SeededRandom): void {
  const known = heldRecord(world, home, random);
  if (known === undefined) return;
  const { space, record } = known;
  const joint = random.below(3) > 0 && isShared(home, space);
  const section = joint ? 'joint' : home.member;
  if (isRecalledAt(home, known, section)) return;
  const before = String(showRecord(home.replica.context, record, space).sections[section]?.narrative?.[0] ?? '');
  const letter = String.fromCharCode(FIRST_LETTER + world.letterCount++);
  const at = random.below(before.length + 1);
  const narrative = before.slice(0, at) + letter + before.slice(at);
  if (!narrative.isWellFormed()) return;
  const change = { texts: { narrative } };
  const { entry } = editRecord(home.replica, home.officer, { record, space, joint, change });
  if (entry !== null) world.letters.push({ known, section, entry, letter });
  world.wrote(home.name, space);
  world.note(`${home.name} writes in the narrative of ${record.slice(-4)}`);
}

/** A small file that two homes of one member, and two members, may both import. */
export async function importBatch(world: World, home: MemoryHome, random: SeededRandom): Promise<void> {
  const space = heldSpace(world, home, random)?.id;
  if (space === undefined) return;
  const mapping = loadMapping(
    JSON.stringify({
      kind: 'seizure',
      source: `batch-${random.below(2)}`,
      key: ['No'],
      fields: { place: { column: 'Place' }, narrative: { column: 'Remarks' } },
    }),
  );
  if (!mapping.ok) throw mapping.error;
  const count = 1 + random.below(20);
  const rows = Array.from({ length: count }, (_, i) => `${i},${random.pick(VALUES)},remark ${random.below(3)}`);
  const file = (async function* () {
    yield Buffer.from(`No,Place,Remarks\n${rows.join('\n')}\n`);
  })();
  const input = { space, mapping: mapping.value, file, dryRun: false, onRejected: () => undefined };
  await importRows(home.replica, home.officer, input);
  world.wrote(home.name, space);
  world.note(`${home.name} imports ${count} rows`);
}

/** A member of the audience agrees to a newcomer, with anybody else. */
export function consentToMember(world: World, home: MemoryHome, random: SeededRandom): void {
  const space = heldSpace(world, home, random);
  if (space === undefined || space.owner === home.member) return;
  const { audience } = home.replica.context.standings.of(home.replica.context.store.spaces.byId(space.id)?.row ?? 0);
  const all = MEMBERS.map((code) => memberCodeSchema.parse(code));
  const outside = all.filter((code) => code !== space.owner && !audience.has(code));
  if (outside.length === 0) return;
  const newcomer = random.pick(outside);
  giveConsent(home.replica, home.officer, 'consent', { space: space.id, newcomer, audience: all });
  world.wrote(home.name, space.id);
  world.note(`${home.name} consents to ${newcomer}`);
}

/** The founder admits one more member to a space of its own. */
export function admitMember(world: World, home: MemoryHome, random: SeededRandom): void {
  const own = world.spaces.filter(
    ({ founder, audience }) => founder === home.name && audience.size < MEMBERS.length - 1,
  );
  if (own.length === 0) return;
  const space = random.pick(own);
  const newcomer = random.pick(MEMBERS.filter((code) => code !== home.member && !space.audience.has(code)));
  const { admitted } = changeAudience(home.replica, home.officer, {
    space: space.id,
    add: [memberCodeSchema.parse(newcomer)],
    remove: [],
  });
  for (const code of admitted) space.audience.add(code);
  world.wrote(home.name, space.id);
  world.note(`${home.name} admits ${newcomer}${admitted.length === 0 ? ', which waits for consent' : ''}`);
}
