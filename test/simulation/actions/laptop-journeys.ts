import type { SeededRandom } from '@liaison/node/testing';
import type { Action } from '../action.js';
import type { World } from '../world.js';

/** One of the laptops; no chance is used up where there is only one. */
function someLaptop(world: World, random: SeededRandom): string {
  const [only, ...others] = world.laptops as [string, ...string[]];
  return others.length === 0 ? only : random.pick(world.laptops);
}

export const goOffline: Action = {
  kind: 'offline',
  weight: 1,
  async run(world, _name, random) {
    const laptop = someLaptop(world, random);
    world.offline.add(laptop);
    await world.sessions.abandon(laptop);
    world.note(`${laptop} goes offline`);
  },
};

export const comeOnline: Action = {
  kind: 'online',
  weight: 3,
  run(world, _name, random) {
    const laptop = someLaptop(world, random);
    if (world.offline.delete(laptop)) world.note(`${laptop} is online again`);
  },
};

/** TH enrols a laptop for all or some of the spaces: a writer whom the others do not know yet. */
export const enrolLaptop: Action = {
  kind: 'enrol',
  weight: 1,
  run(world, _name, random) {
    const some = world.spaces.filter(() => random.below(2) === 0).map(({ id }) => id);
    world.enrolNewcomer(random.below(2) === 0 ? '*' : some.sort());
  },
};
