import { changeAudience } from '@liaison/node';
import { memberCodeSchema } from '@liaison/protocol';
import type { Action } from '../action.js';
import { isOwner, knownMembers } from '../held-places.js';

/** The founder admits one more member to a space of its own. */
export const admitMember: Action = {
  kind: 'admit',
  weight: 3,
  run(world, name, random) {
    const home = world.home(name);
    const own = world.spaces.filter(
      ({ id, founder, audience }) =>
        founder === name && audience.size < knownMembers(world, home).length - 1 && isOwner(home, id),
    );
    if (own.length === 0) return;
    const space = random.pick(own);
    const outside = knownMembers(world, home).filter((code) => code !== home.member && !space.audience.has(code));
    if (outside.length === 0) return;
    const newcomer = random.pick(outside);
    const add = [memberCodeSchema.parse(newcomer)];
    const plan = changeAudience(home.replica, home.officer, { space: space.id, add, remove: [] });
    world.statedAudience(name, space.id, plan, add);
    world.note(`${name} admits ${newcomer}${plan.admitted.length === 0 ? ', which waits for consent' : ''}`);
  },
};
