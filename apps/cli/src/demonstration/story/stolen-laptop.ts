import {
  type HomeName,
  LAPTOP,
  MEMBERS,
  type Member,
  type PeerReport,
  type SetAside,
  type Status,
  type SyncReport,
} from '../answers.js';
import { ensure, present } from '../assertions.js';
import { digestsOf, unequalSpaces } from '../digests.js';
import { bringToAll } from '../meet-all.js';
import { several } from '../narration.js';
import type { JointCase } from './open-case.js';
import type { Registers } from './open-registers.js';
import { DESKS, digestOf, ensureEqual, type Stage, settings, short, statusOf } from './stage.js';
import { showCase, type Written } from './three-write.js';

/** Something the thief wrote: how many entries, and in which space. */
type Theft = ReadonlyMap<string, number>;

export interface AfterTheft {
  readonly statuses: ReadonlyMap<HomeName, Status>;
  /** Calls refused at the door and entries set aside. */
  readonly refused: number;
}

/** Chapter: the key is pinned, and what the laptop writes afterwards is set aside wherever it got to. */
export async function stolenLaptop(
  stage: Stage,
  story: { found: JointCase; registers: Registers; written: Written; honest: ReadonlyMap<HomeName, Status> },
): Promise<AfterTheft> {
  const { found, registers, written, honest } = story;
  stage.tell.chapter('The laptop is reported stolen, and its key is pinned');
  await reportStolen(stage);
  const theft = await writeAsThief(stage, found, registers);
  await reachTheUnwarned(stage, found, honest);
  const turnedAway = await knockWhereWarned(stage);
  await bringToAll(stage.federation, 'KR');
  stage.tell.say(DESKS.KR, 'syncs with all. The pin reaches VN and MY.');
  const statuses = await ensureEqual(stage, MEMBERS, 'after the pin all nodes hold the same');
  const setAside = await tellSetAside(stage, statuses, theft, statusOf(honest, LAPTOP));
  await ensureAsBeforeTheft(stage, { found, written, honest, statuses });
  return { statuses, refused: turnedAway + setAside };
}

async function reportStolen({ federation, tell }: Stage): Promise<void> {
  const pinned = await federation.run<{ writers: string[]; spaces: unknown[] }>('KR', ['pin', LAPTOP]);
  ensure(pinned.writers.length === 2, 'both keys of the laptop are withdrawn', pinned);
  tell.say(DESKS.KR, `pins KR-laptop: both of its keys count only as far as Seoul has them.`);
  await federation.run('TH', ['sync', '--with', 'KR']);
  tell.say(DESKS.TH, 'syncs with Seoul and knows. VN and MY have not heard yet; nor has the laptop.');
}

async function writeAsThief({ federation, tell }: Stage, found: JointCase, { seizures }: Registers): Promise<Theft> {
  const edit = (...fields: Parameters<typeof settings>) => ['record', 'edit', found.record, ...settings(...fields)];
  const lie = { substance: 'cocaine', quantity: '900 kg', place: 'Incheon', narrative: 'Planted. (demonstration)' };
  await federation.run(LAPTOP, [...edit({ stage: 'closed' }), '--joint']);
  await federation.run(LAPTOP, edit({ narrative: 'Nothing happened.' }));
  await federation.run(LAPTOP, ['record', 'new', '--space', seizures.KR, '--kind', 'seizure', ...settings(lie)]);
  tell.say(
    'The thief',
    'closes the case, replaces the Korean narrative by “Nothing happened.”, and invents a seizure of 900 kg.',
  );
  return new Map([
    [found.space, 2],
    [seizures.KR, 1],
  ]);
}

/** Those who have not heard accept what the laptop brings; how else could a real officer work offline? */
async function reachTheUnwarned(
  stage: Stage,
  { space }: JointCase,
  honest: ReadonlyMap<HomeName, Status>,
): Promise<void> {
  const { federation, tell } = stage;
  for (const member of ['VN', 'MY'] as const) {
    const { entriesSent } = await syncAsThief(stage, member);
    ensure(entriesSent > 0, `${member}, which has not heard, takes what the laptop brings`, entriesSent);
    tell.say(DESKS[member], `has not heard: it takes ${several(entriesSent, 'entry', 'entries')} from the laptop.`);
  }
  const before = digestOf(statusOf(honest, 'VN'), space);
  const fooled = digestOf(statusOf(await federation.statuses(['VN']), 'VN'), space);
  ensure(before !== fooled, 'until it hears, VN shows what the thief wrote', { before, fooled });
  tell.say(DESKS.VN, `shows the case as ${short(fooled)} for now; it was ${short(before)}.`);
}

async function knockWhereWarned(stage: Stage): Promise<number> {
  const warned: readonly Member[] = ['TH', 'KR'];
  for (const member of warned) {
    const { error, entriesSent } = await syncAsThief(stage, member);
    const refused = error?.code === 'peer-refused' && entriesSent === 0;
    ensure(refused, `${member}, which has heard, refuses the laptop at the door`, error);
    stage.tell.say(DESKS[member], `has heard: it refuses the laptop at the door. ${error.message}`);
  }
  return warned.length;
}

/** Exit code 4 says that they did not converge, which is what is to be shown. */
async function syncAsThief({ federation }: Stage, member: Member): Promise<PeerReport> {
  const report = await federation.run<SyncReport>(LAPTOP, ['sync', '--with', member], [0, 4]);
  return present(report.peers[0], `the laptop called ${member}`);
}

/** Ensures that each node has set aside all that it holds of the theft, and tells it. Returns the distinct entries. */
async function tellSetAside(
  { federation, tell }: Stage,
  statuses: ReadonlyMap<HomeName, Status>,
  theft: Theft,
  laptop: Status,
): Promise<number> {
  const distinct = new Set<string>();
  const stolen = new Set(laptop.officers.map(({ writer }) => writer));
  for (const member of MEMBERS) {
    const { entries } = await federation.run<SetAside>(member, ['set-aside']);
    const ofThief = entries.filter(({ writer, reason }) => stolen.has(writer) && reason === 'pinned');
    const reached = member === 'VN' || member === 'MY';
    const held = new Set(statusOf(statuses, member).spaces.map(({ space }) => space));
    const expected = reached ? [...theft].reduce((sum, [space, count]) => sum + (held.has(space) ? count : 0), 0) : 0;
    ensure(ofThief.length === expected, `${member} has set aside ${expected} entries of the thief`, entries);
    for (const { entry } of ofThief) distinct.add(entry);
    tell.say(
      DESKS[member],
      reached ? `set aside: ${several(expected, 'entry', 'entries')}, past the pin.` : 'nothing got in.',
    );
  }
  return distinct.size;
}

interface BeforeAndAfter {
  readonly found: JointCase;
  readonly written: Written;
  readonly honest: ReadonlyMap<HomeName, Status>;
  readonly statuses: ReadonlyMap<HomeName, Status>;
}

async function ensureAsBeforeTheft(stage: Stage, { found, written, honest, statuses }: BeforeAndAfter): Promise<void> {
  const digests = digestsOf(new Map([...statuses, [LAPTOP, statusOf(honest, LAPTOP)]]));
  ensure(
    unequalSpaces(digests).length === 0,
    'every node shows what the laptop showed at its last honest moment',
    digests,
  );
  const { sections } = await showCase(stage, 'VN', found);
  ensure(sections.KR?.narrative?.[0] === written.narrative, 'the narrative is back', sections);
  stage.tell.shows(
    `Every node shows again what the laptop showed at its last honest moment (the case: ${short(digests[found.space]?.KR)}): what it wrote before the pin stays, what came after counts nowhere.`,
  );
}
