import type { Action } from '../action.js';

const CALLS_MAX = 60;
const CARRYING = new Set(['pull', 'push', 'pushPart']);

/** A line is cut while a page is under way, mostly in the middle of its parts; later the same two begin again. */
export const cutLine: Action = {
  kind: 'cut-line',
  weight: 3,
  async run(world, _name, random) {
    const { network, sessions } = world;
    const carrying = sessions.running.filter(({ waiting }) => waiting !== undefined && CARRYING.has(waiting.name));
    if (carrying.length === 0) return;
    const session = random.pick(carrying);
    const { from, to } = session;
    for (let call = random.below(4); call > 0; call--) await sessions.step(session, random, false);
    network.separate(from, to);
    world.note(`the line from ${from} to ${to} is cut under ${session.waiting?.name}`);
    for (let call = 0; call < CALLS_MAX && session.waiting !== undefined; call++) {
      await sessions.step(session, random, false);
      await world.restartFallen();
    }
    network.reconnect(from, to);
    if (world.isUp(from)) sessions.start(from, to);
  },
};
