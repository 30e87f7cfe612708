import { signPin } from '@liaison/identity';
import { claimedTime, projectSections, TouchedSections, writeEntry } from '@liaison/node';
import { canonicalJson, FORM, type PinClaims } from '@liaison/protocol';
import { LOST, type StoppedWorld } from './stopped-world.js';

/** The pins of a history. */
export interface MadePin {
  readonly id: string;
  readonly seq: number;
  readonly replaces: readonly string[];
}

/** How far they let the laptop's record log count (PIN-4): the lowest of those that no other replaces. */
export function limitOf(pins: readonly MadePin[]): number {
  const replaced = new Set(pins.flatMap(({ replaces }) => replaces));
  return Math.min(...pins.filter(({ id }) => !replaced.has(id)).map(({ seq }) => seq));
}

/** The desk pins the laptop at any entry it ever wrote, or at none; it may replace some of its former pins. */
export function pinLaptop(world: StoppedWorld, pins: MadePin[]): void {
  const desk = world.home('KR');
  const { context } = desk.replica;
  const { writer } = world.home(LOST).officerKeys;
  const record = anyEntryOf(world);
  const replaces = pins.flatMap((pin) => (world.random.below(2) === 0 ? [pin.id as never] : [])).sort();
  const at = claimedTime(context.clock);
  const claims: PinClaims = {
    v: 1,
    member: desk.member,
    space: world.space,
    writer,
    control: null,
    record,
    replaces,
    at,
  };
  const { id, token } = signPin(claims, world.federation.directoryKey('KR'));
  desk.replica.transaction(() => {
    const touched = new TouchedSections();
    const content = Buffer.from(canonicalJson(world.federation.pinContent('KR', token)));
    const operations = [{ form: FORM.json, header: { op: 'pin' as const }, content }];
    writeEntry(context, desk.officer, { space: world.space, lane: 'control' }, operations, touched);
    projectSections(context, touched);
  });
  const seq = record?.seq ?? 0;
  pins.push({ id, seq, replaces });
  world.note(`KR pins the laptop at ${seq}${replaces.length > 0 ? `, replacing ${replaces.length} pins` : ''}`);
}

function anyEntryOf(world: StoppedWorld): PinClaims['record'] {
  const { store } = world.home(LOST).replica.context;
  const space = store.spaces.byId(world.space);
  const [log] =
    space === undefined ? [] : store.logs.ofWriter(space.row, 'record', world.home(LOST).officerKeys.writer);
  const seq = world.random.below((log?.tipSeq ?? 0) + 1);
  const entry = log && store.entries.at(log.row, seq);
  return entry === undefined ? null : { id: entry.id, seq };
}

/** The directory says that the key was stolen; each home counts what it held when it heard, until a pin comes. */
export function reportLaptop(world: StoppedWorld): void {
  world.federation.revoke('KR', [world.home(LOST).officerKeys.writer]);
  world.note('KR reports the laptop stolen');
}
