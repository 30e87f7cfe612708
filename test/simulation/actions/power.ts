import type { Action } from '../action.js';

/** A home crashes and comes back with what its disk had synced. */
export const crash: Action = {
  kind: 'crash',
  weight: 2,
  async run(world, name, random) {
    const lost = world.plan.unsyncedCommits === 0 ? 0 : random.below(world.plan.unsyncedCommits + 1);
    await world.crash(name, lost);
    world.note(`${name} crashes${lost > 0 ? ` and loses ${lost} commits` : ''}`);
  },
};

/** The power fails at one of the writes that come, in the middle of a transaction. */
export const powerCut: Action = {
  kind: 'crash-in-transaction',
  weight: 2,
  run(world, name, random) {
    world.armPowerCut(name, 1 + random.below(40));
    world.note(`the power of ${name} is about to fail`);
  },
};

const DAY_MS = 86_400_000;
const JUMP_DAYS_MAX = 10 * 365;

/** A clock jumps by up to ten years, forward or back. */
export const clockJump: Action = {
  kind: 'clock',
  weight: 2,
  run(world, name, random) {
    const sign = random.below(2) === 0 ? 1 : -1;
    const days = random.below(JUMP_DAYS_MAX);
    world.clock(name).now += sign * days * DAY_MS;
    world.note(`the clock of ${name} jumps ${days} days ${sign > 0 ? 'forward' : 'back'}`);
  },
};
