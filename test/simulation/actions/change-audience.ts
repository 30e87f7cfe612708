import { changeAudience as change } from '@liaison/node';
import type { SeededRandom } from '@liaison/node/testing';
import type { MemberCode } from '@liaison/protocol';
import type { Action } from '../action.js';
import { ownedSpace } from '../held-places.js';

/**
 * Any home of the owner admits members to a space, also while others do; the one that founded it takes members out as well.
 * NOTE: two members taken out at the same time by two homes do not hear of each other, and the two never come to rest.
 */
export const changeAudience: Action = {
  kind: 'audience',
  weight: 0, // comes with `--also`, see docs/decisions/0030
  run(world, name, random) {
    const home = world.home(name);
    const space = ownedSpace(world, home, random);
    if (space === undefined) return;
    const { context } = home.replica;
    const { audience, owner } = context.standings.of(context.store.spaces.byId(space)?.row ?? 0);
    const outside = world.members.filter((code) => code !== owner && !audience.has(code as MemberCode));
    const remove = world.audiences.mayRemove(space, name) ? some([...audience].sort(), random) : [];
    const add = some(outside as MemberCode[], random);
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
