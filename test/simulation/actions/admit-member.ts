import { changeAudience } from '@liaison/node';
import { memberCodeSchema } from '@liaison/protocol';
import type { Action } from '../action.js';

/** The founder admits one more member to a space of its own. */
export const admitMember: Action = {
  kind: 'admit',
  weight: 3,
  run(world, name, random) {
    const home = world.home(name);
    const own = world.spaces.filter(
      ({ founder, audience }) => founder === name && audience.size < world.members.length - 1,
    );
    if (own.length === 0) return;
    const space = random.pick(own);
    const newcomer = random.pick(world.members.filter((code) => code !== home.member && !space.audience.has(code)));
    const { admitted } = changeAudience(home.replica, home.officer, {
      space: space.id,
      add: [memberCodeSchema.parse(newcomer)],
      remove: [],
    });
    for (const code of admitted) space.audience.add(code);
    world.wrote(name, space.id);
    world.note(`${name} admits ${newcomer}${admitted.length === 0 ? ', which waits for consent' : ''}`);
  },
};
