import type { SeededRandom } from '@liaison/node/testing';
import { LiaisonError } from '@liaison/protocol';
import { checkHome, checkSession, checkWholeHome } from './checks.js';
import { healAndCheck, syncWhole } from './healing.js';
import {
  admitMember,
  changeField,
  consentToMember,
  foundSpace,
  importBatch,
  makeRecord,
  writeNarrative,
} from './honest-actions.js';
import { attack } from './hostile-actions.js';
import { loseLaptop, restoreLaptop } from './laptop-actions.js';
import type { Operation, Plan } from './operations.js';
import { recallOrReinstate } from './recall-actions.js';
import { PowerCut } from './simulated-disk.js';
import { HOSTILE, LAPTOP, World } from './world.js';

export interface Outcome {
  readonly failure: Error | undefined;
  readonly trace: readonly string[];
}

/** Runs one plan to its end: every step, then healing and the final checks. Same plan, same outcome. */
export async function simulate(plan: Plan): Promise<Outcome> {
  const world = new World(plan);
  try {
    for (const operation of plan.operations) await runOperation(world, operation);
    world.note('healing');
    await healAndCheck(world);
    return { failure: undefined, trace: world.trace };
  } catch (error) {
    return { failure: error instanceof Error ? error : new Error(String(error)), trace: world.trace };
  } finally {
    for (const name of world.homes) world.home(name).database.close();
  }
}

async function runOperation(world: World, operation: Operation): Promise<void> {
  const random = world.random(operation.id);
  const name = random.pick(world.homes);
  try {
    await actions[operation.kind](world, name, random);
  } catch (error) {
    if (!(error instanceof PowerCut || isExpected(world, name, error))) throw error;
  }
  await world.restartFallen();
  for (const session of world.sessions.takeEnded()) checkSession(world, session);
  for (const home of world.homes) checkHome(world, home, random);
  if (random.below(40) === 0) await checkWholeHome(world, name);
}

/** A writer that was stopped says so; the hostile one may be stopped by its own doing. */
function isExpected(world: World, name: string, error: unknown): boolean {
  if (!(error instanceof LiaisonError)) return false;
  return !world.isTrusted(name) || error.code === 'no-joint-section';
}

type Action = (world: World, name: string, random: SeededRandom) => void | Promise<void>;

const actions: Readonly<Record<Operation['kind'], Action>> = {
  space: (world, name, random) => foundSpace(world, world.home(name), random),
  record: (world, name, random) => makeRecord(world, world.home(name), random),
  edit: (world, name, random) => changeField(world, world.home(name), random),
  narrate: (world, name, random) => writeNarrative(world, world.home(name), random),
  import: (world, name, random) => importBatch(world, world.home(name), random),
  admit: (world, name, random) => admitMember(world, world.home(name), random),
  recall: (world, name, random) => recallOrReinstate(world, world.home(name), random),
  consent: (world, name, random) => consentToMember(world, world.home(name), random),
  session: startSession,
  steps: stepSessions,
  sync: async (world, name, random) => {
    const to = otherThan(world, name, random);
    world.note(`${name} syncs with ${to}`);
    if (world.isUp(name) && world.isUp(to)) await syncWhole(world, name, to);
  },
  partition: (world, name, random) => world.network.separate(name, otherThan(world, name, random)),
  reconnect: (world, name, random) => world.network.reconnect(name, otherThan(world, name, random)),
  crash: async (world, name, random) => {
    const lost = world.plan.unsyncedCommits === 0 ? 0 : random.below(world.plan.unsyncedCommits + 1);
    await world.crash(name, lost);
    world.note(`${name} crashes${lost > 0 ? ` and loses ${lost} commits` : ''}`);
  },
  'crash-in-transaction': (world, name, random) => {
    world.armPowerCut(name, 1 + random.below(40));
    world.note(`the power of ${name} is about to fail`);
  },
  clock: (world, name, random) => {
    world.clock(name).now += (random.below(2) === 0 ? 1 : -1) * random.below(10 * 365) * 86_400_000;
  },
  offline: async (world, _name) => {
    world.offline.add(LAPTOP);
    await world.sessions.abandon(LAPTOP);
    world.note('the laptop goes offline');
  },
  online: (world) => {
    world.offline.delete(LAPTOP);
  },
  redeliver,
  hostile: (world, _name, random) => hostile(world, random),
  rollback: async (world, _name, random) => {
    if (random.below(2) === 0) world.laptopImages.push(world.home(LAPTOP).database.serialize());
    await restoreLaptop(world, random);
  },
  pin: (world) => loseLaptop(world),
  enrol: (world, _name, random) => {
    const some = world.spaces.filter(() => random.below(2) === 0).map(({ id }) => id);
    world.enrolNewcomer(random.below(2) === 0 ? '*' : some.sort());
  },
};

function otherThan(world: World, name: string, random: SeededRandom): string {
  return random.pick(world.homes.filter((other) => other !== name));
}

function startSession(world: World, name: string, random: SeededRandom): void {
  const to = otherThan(world, name, random);
  if (!world.isUp(name) || world.sessions.running.length >= 6) return;
  world.sessions.start(name, to);
  world.note(`${name} begins a session with ${to}`);
}

async function stepSessions(world: World, _name: string, random: SeededRandom): Promise<void> {
  for (let step = 1 + random.below(8); step > 0; step--) {
    const waiting = world.sessions.running.filter((session) => session.waiting !== undefined);
    if (waiting.length === 0) return;
    const session = random.pick(waiting);
    world.note(`${session.from} calls ${session.waiting?.name} at ${session.to}`);
    await world.sessions.step(session, random, true);
    await world.restartFallen();
  }
}

function redeliver(world: World, _name: string, random: SeededRandom): void {
  const { travelled } = world.network;
  if (travelled.length === 0) return;
  const { from, to, page } = random.pick(travelled);
  if (!world.isUp(to)) return;
  const { writer } = world.home(from).service;
  if (world.home(to).replica.admitCaller(writer).ok) world.home(to).replica.ingest(writer, page);
  world.note(`a page of ${from} reaches ${to} again`);
}

function hostile(world: World, random: SeededRandom): void {
  try {
    attack(world, random);
  } catch (error) {
    if (!(error instanceof LiaisonError)) throw error;
    world.note(`${HOSTILE} cannot even sign that: ${error.code}`);
  }
}
