import type { Action } from '../action.js';

const RENEWALS_MAX = 3;

/** A member takes another root key: a new roster names it, and only its own desk has heard of it. */
export const renewRoot: Action = {
  kind: 'renew-root',
  weight: 1,
  run(world, name) {
    const { member } = world.home(name);
    if (!world.isTrusted(member) || world.rootsRenewed >= RENEWALS_MAX) return;
    world.rootsRenewed += 1;
    const { federation } = world;
    federation.renewRootByRoster(member);
    const { replica, service } = world.home(member);
    const directories = [federation.directoryToken(member)];
    replica.admitDocuments(service.writer, { rosters: federation.rosters, directories });
    world.note(`${member} renews its root key, roster ${federation.rosters.length}`);
  },
};
