import { LiaisonError } from '@liaison/protocol';
import { actionOf } from './all-actions.js';
import { checkHome, checkRemembered, checkSession, checkWholeHome } from './checks.js';
import { readDirection } from './direction.js';
import { healAndCheck } from './healing.js';
import type { Operation, Plan } from './plan.js';
import { PowerCut } from './simulated-disk.js';
import { World } from './world.js';

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
  const drawn = random.pick(world.homes);
  const { kind, direction } = readDirection(operation.kind);
  world.direction = direction;
  const name = direction.by ?? drawn;
  try {
    await actionOf(kind).run(world, name, random);
  } catch (error) {
    if (!(error instanceof PowerCut || isExpected(world, name, error))) throw error;
  }
  await world.restartFallen();
  for (const session of world.sessions.takeEnded()) checkSession(world, session);
  for (const home of world.homes) checkHome(world, home, random);
  if (random.below(40) === 0) await checkWholeHome(world, name);
  checkRemembered(world, random.pick(world.homes));
}

/** A writer that was stopped says so; the hostile one may be stopped by its own doing. */
function isExpected(world: World, name: string, error: unknown): boolean {
  if (!(error instanceof LiaisonError)) return false;
  return !world.isTrusted(name) || error.code === 'no-joint-section';
}
