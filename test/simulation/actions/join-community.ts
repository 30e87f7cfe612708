import type { Action } from '../action.js';

const JOINING = 'JP';

/** A country joins: all members sign the next roster, and of these only one that follows the rules has heard of it. */
export const joinCommunity: Action = {
  kind: 'join',
  weight: 1,
  run(world, _name, random) {
    if (world.members.includes(JOINING)) return;
    const sponsor = random.pick(world.members.filter((member) => world.isTrusted(member)));
    const { federation } = world;
    const signers = federation.openedRoster().claims.members.map(({ code }) => code);
    federation.join(JOINING, signers);
    world.welcome(JOINING, sponsor);
    const { replica, service } = world.home(sponsor);
    const directories = [federation.directoryToken(JOINING)];
    replica.admitDocuments(service.writer, { rosters: federation.rosters, directories });
    world.note(`${JOINING} joins, as ${sponsor} knows`);
  },
};
