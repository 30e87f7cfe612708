import type { Attack } from '../attack.js';

/** From now on the attacker gives only some of what it is asked for and names only some of what it holds; or all again. */
export const withhold: Attack = {
  name: 'withhold',
  weight: 1,
  run({ world, attacker, random }) {
    const share = random.below(3);
    world.withholds.set(attacker.name, share);
    return share === 0 ? 'it gives all again' : `it keeps back one in ${share + 1}`;
  },
};
