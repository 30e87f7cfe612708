import type { Attack } from '../attack.js';
import { deliver } from './hostile-entries.js';
import { heldEntries } from './own-pages.js';
import { attackedSpace, victimOf } from './targets.js';

/** Entries of a space that are true and old, with holes, some twice, in any order. */
export const stalePage: Attack = {
  name: 'stale-page',
  weight: 1,
  run(scene) {
    const { attacker, random } = scene;
    const space = attackedSpace(scene);
    const victim = victimOf(scene);
    if (space === undefined) return 'nothing to give';
    const kept = heldEntries(attacker, space).filter(() => random.below(3) > 0);
    const page = kept.flatMap((entry) => (random.below(5) === 0 ? [entry, entry] : [entry]));
    if (random.below(2) === 0) page.reverse();
    deliver(scene, victim, page);
    return `${page.length} entries at ${victim}`;
  },
};
