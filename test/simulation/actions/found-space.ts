import type { Action } from '../action.js';
import { knownMembers } from '../held-places.js';

/** A home founds a space for some of the others, or for its own member alone. */
export const foundSpace: Action = {
  kind: 'space',
  weight: 3,
  run(world, name, random) {
    const home = world.home(name);
    const { member } = home;
    const others = knownMembers(world, home).filter((code) => code !== member && random.below(2) === 0);
    world.foundSpace(name, others);
    world.note(`${name} founds a space for ${others.join(', ') || 'itself'}`);
  },
};
