import { signPin } from '@liaison/identity';
import { claimedTime, projectSections, TouchedSections, writeEntry } from '@liaison/node';
import type { SeededRandom } from '@liaison/node/testing';
import { canonicalJson, FORM, type PinClaims, type SpaceId, type WriterId } from '@liaison/protocol';
import { changeField, makeRecord, writeNarrative } from './honest-actions.js';
import { LAPTOP, type World } from './world.js';

/** Takes an image of the laptop, or puts an earlier one back and goes on writing: what a cloned machine does. */
export async function restoreLaptop(world: World, random: SeededRandom): Promise<void> {
  const image = world.laptopImages.length > 0 && random.below(3) > 0 ? random.pick(world.laptopImages) : undefined;
  if (image === undefined) return;
  await world.sessions.abandon(LAPTOP);
  world.home(LAPTOP).database.close();
  world.restore(LAPTOP, image);
  world.laptopRestored = true;
  world.note('the laptop is restored from an old image');
  if (world.laptopLost) return;
  makeRecord(world, world.home(LAPTOP), random);
  changeField(world, world.home(LAPTOP), random);
  writeNarrative(world, world.home(LAPTOP), random);
}

/** The laptop is reported lost: its keys are marked in the directory, and its logs pinned to what the home desk holds. */
export function loseLaptop(world: World): void {
  if (world.laptopLost) return;
  const { service, officerKeys } = world.home(LAPTOP);
  world.laptopLost = true; // also where the power of the home desk fails meanwhile: the directory is signed by then
  world.federation.revoke('KR', [officerKeys.writer, service.writer]);
  pinLaptop(world);
  world.note('the laptop is reported lost, its logs are pinned');
}

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
    const content = Buffer.from(canonicalJson(world.federation.pinContent('KR', token)));
    const operations = [{ form: FORM.json, header: { op: 'pin' as const }, content }];
    writeEntry(context, home.officer, { space, lane: 'control' }, operations, touched);
    projectSections(context, touched);
  });
  world.wrote('KR', space);
}
