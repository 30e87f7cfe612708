import { giveConsent } from '@liaison/node';
import type { Action } from '../action.js';
import { heldSpace, isOwner, knownMembers } from '../held-places.js';

/** A member of the audience agrees to a newcomer, with anybody else. */
export const consentToMember: Action = {
  kind: 'consent',
  weight: 3,
  run(world, name, random) {
    const home = world.home(name);
    const space = heldSpace(world, home, random);
    if (space === undefined || isOwner(home, space.id)) return;
    const { context } = home.replica;
    const { audience, owner } = context.standings.of(context.store.spaces.byId(space.id)?.row ?? 0);
    const all = knownMembers(world, home);
    const outside = all.filter((code) => code !== owner && !audience.has(code));
    if (outside.length === 0) return;
    const newcomer = random.pick(outside);
    giveConsent(home.replica, home.officer, 'consent', { space: space.id, newcomer, audience: all });
    world.wrote(name, space.id);
    world.note(`${name} consents to ${newcomer}`);
  },
};
