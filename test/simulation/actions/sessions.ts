import { type Action, otherThan } from '../action.js';
import { syncWhole } from '../sync-whole.js';

const RUNNING_MAX = 6;

/** A session begins, and stands still before its first call. */
export const beginSession: Action = {
  kind: 'session',
  weight: 12,
  run(world, name, random) {
    const to = otherThan(world, name, random);
    if (!world.isUp(name) || world.sessions.running.length >= RUNNING_MAX) return;
    world.sessions.start(name, to);
    world.note(`${name} begins a session with ${to}`);
  },
};

/** Some calls of the sessions that run are let go, through a network in which things go wrong. */
export const letCallsGo: Action = {
  kind: 'steps',
  weight: 26,
  async run(world, _name, random) {
    for (let step = 1 + random.below(8); step > 0; step--) {
      const waiting = world.sessions.running.filter((session) => session.waiting !== undefined);
      if (waiting.length === 0) return;
      const session = random.pick(waiting);
      world.note(`${session.from} calls ${session.waiting?.name} at ${session.to}`);
      await world.sessions.step(session, random, true);
      await world.restartFallen();
    }
  },
};

/** Two homes sync from beginning to end, and nothing comes between. */
export const syncPair: Action = {
  kind: 'sync',
  weight: 6,
  async run(world, name, random) {
    const to = otherThan(world, name, random);
    world.note(`${name} syncs with ${to}`);
    if (world.isUp(name) && world.isUp(to)) await syncWhole(world, name, to);
  },
};
