import { createSpace } from '@liaison/node';
import type { Attack } from '../attack.js';
import { deliver } from './hostile-entries.js';
import { heldEntries } from './own-pages.js';
import { victimOf } from './targets.js';

/** A space that the victim is no member of, pushed to it all the same. */
export const unwantedSpace: Attack = {
  name: 'unwanted-space',
  weight: 1,
  run(scene) {
    const { world, attacker, random } = scene;
    const victim = victimOf(scene);
    const { space } = createSpace(attacker.replica, attacker.officer, { kind: 'case', title: 'bait', audience: [] });
    world.knowSpace(space, attacker.name, []);
    const entries = heldEntries(attacker, space);
    deliver(scene, victim, random.below(2) === 0 ? entries : [...entries].reverse());
    return `at ${victim}`;
  },
};
