import { acceptSpace, transferSpace } from '@liaison/node';
import type { EntryId, MemberCode } from '@liaison/protocol';
import type { Action } from '../action.js';
import { heldSpace, ownedSpace } from '../held-places.js';

/** The desk of the owner offers a space to a member of its audience. */
export const offerSpace: Action = {
  kind: 'offer',
  weight: 1,
  run(world, name, random) {
    const home = world.home(name);
    const space = ownedSpace(world, home, random);
    if (space === undefined || !world.members.includes(name) || world.audiences.isOffered(space)) return;
    if (world.audiences.owner(space) !== home.member) return; // it was transferred, and this home has not heard of it
    const { context } = home.replica;
    const { audience } = context.standings.of(context.store.spaces.byId(space)?.row ?? 0);
    const trusted = [...audience].sort().filter((code) => !world.hostile.has(code));
    if (trusted.length === 0) return;
    const to = random.pick(trusted) as MemberCode;
    const holds = (entry: EntryId) => world.holds(name, entry);
    const { entry } = transferSpace(home.replica, home.officer, { space, to });
    world.audiences.offered(space, { entry, from: home.member, to }, holds);
    world.wrote(name, space);
    world.note(`${name} offers a space to ${to}`);
  },
};

/** A member accepts a space that it was offered. */
export const takeSpace: Action = {
  kind: 'accept',
  weight: 2,
  run(world, name, random) {
    const home = world.home(name);
    const space = heldSpace(world, home, random)?.id;
    if (space === undefined || !world.members.includes(name)) return;
    const offer = world.audiences.openOffer(space, home.member, (entry) => world.holds(name, entry));
    if (offer === undefined) return;
    acceptSpace(home.replica, home.officer, { space });
    world.audiences.accepted(space, offer);
    world.wrote(name, space);
    world.note(`${name} accepts a space`);
  },
};
