import { randomRecordId } from '@liaison/records';
import type { Attack } from '../attack.js';
import { editDraft, placeUpdate } from './drafts.js';
import { allHeads, deliver, hostileEntry } from './hostile-entries.js';
import { attackedSpace } from './targets.js';

/** One number signed twice, and each branch given to another home. */
export const ownFork: Attack = {
  name: 'own-fork',
  weight: 1,
  run(scene) {
    const { world, attacker, random } = scene;
    const space = attackedSpace(scene);
    if (space === undefined) return 'nothing to fork';
    const make = (value: string) => {
      const operations = [
        editDraft(randomRecordId(random.bytes(16), 0), attacker.member, placeUpdate(attacker, value)),
      ];
      const heads = allHeads(attacker, space, 'record');
      return hostileEntry(attacker, { space, lane: 'record', operations, heads, again: true });
    };
    const victims = world.homes.filter((name) => world.home(name).replica.context.store.spaces.byId(space));
    deliver(scene, random.pick(victims), [make('one')]);
    deliver(scene, random.pick(victims), [make('other')]);
    return 'one number signed twice';
  },
};
