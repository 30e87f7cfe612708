import { signPin } from '@liaison/identity';
import { claimedTime, projectSections, TouchedSections, writeEntry } from '@liaison/node';
import { canonicalJson, FORM, type PinClaims, type SpaceId, type WriterId } from '@liaison/protocol';
import { LAPTOP } from './cast.js';
import type { World } from './world.js';

/** Pins what KR holds of the laptop's logs and has not pinned yet. Says in how many spaces. */
export function pinLaptop(world: World): number {
  const { context } = world.home('KR').replica;
  const { writer } = world.home(LAPTOP).officerKeys;
  let pinned = 0;
  for (const space of context.store.spaces.all()) {
    const logs = context.store.logs.ofSpace(space.row).filter((log) => log.writer === writer);
    if (logs.length === 0 || context.store.control.pins(space.row, writer).length > 0) continue;
    writePin(world, space.id, writer);
    pinned += 1;
  }
  return pinned;
}

function writePin(world: World, space: SpaceId, writer: WriterId): void {
  const home = world.home('KR');
  const { replica } = home;
  const { context } = replica;
  const row = context.store.spaces.byId(space)?.row ?? 0;
  const head = (lane: 'control' | 'record'): PinClaims['record'] => {
    const [log] = context.store.logs.ofWriter(row, lane, writer);
    const entry = log && context.store.entries.byRow(log.tipEntry);
    return entry === undefined ? null : { id: entry.id, seq: entry.seq };
  };
  const claims: PinClaims = {
    v: 1,
    member: home.member,
    space,
    writer,
    control: head('control'),
    record: head('record'),
    replaces: [],
    at: claimedTime(context.clock),
  };
  const { token } = signPin(claims, world.federation.directoryKey('KR'));
  replica.transaction(() => {
    const touched = new TouchedSections();
    // under the roster that the desk knows, which need not be the last one
    const carried = { ...world.federation.pinContent('KR', token), roster: context.authority.roster.id };
    const content = Buffer.from(canonicalJson(carried));
    const operations = [{ form: FORM.json, header: { op: 'pin' as const }, content }];
    writeEntry(context, home.officer, { space, lane: 'control' }, operations, touched);
    projectSections(context, touched);
  });
  world.wrote('KR', space);
  world.pins.push({ space, writer, control: claims.control?.seq ?? 0, record: claims.record?.seq ?? 0 });
}
