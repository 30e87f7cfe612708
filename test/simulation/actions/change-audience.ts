import { changeAudience as change } from '@liaison/node';
import type { SeededRandom } from '@liaison/node/testing';
import type { Action } from '../action.js';
import { knownMembers, ownedSpace } from '../held-places.js';

/** Any home of the owner admits members to a space and takes others out, also while another one does. */
export const changeAudience: Action = {
  kind: 'audience',
  weight: 2,
  run(world, name, random) {
    const home = world.home(name);
    const space = ownedSpace(world, home, random);
    if (space === undefined) return;
    const { context } = home.replica;
    const { audience, owner } = context.standings.of(context.store.spaces.byId(space)?.row ?? 0);
    const outside = knownMembers(world, home).filter((code) => code !== owner && !audience.has(code));
    const remove = some([...audience].sort(), random);
    const add = some(outside, random);
    if (remove.length + add.length === 0) return;
    const plan = change(home.replica, home.officer, { space, add, remove });
    world.statedAudience(name, space, plan, add);
    world.note(
      `${name} takes ${remove.join() || 'nobody'} out of a space and admits ${plan.admitted.join() || 'nobody'}`,
    );
  },
};

/** One of them or none. */
const some = <T>(all: readonly T[], random: SeededRandom): T[] =>
  random.below(2) === 0 && all.length > 0 ? [random.pick(all)] : [];
