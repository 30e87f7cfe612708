import type { Attack } from '../attack.js';
import { controlDraft } from './drafts.js';
import { allHeads, deliver, hostileEntry } from './hostile-entries.js';
import { attackedSpace, isOwnSpace, victimOf } from './targets.js';

/** Two control entries under one number, in a space of somebody else. */
export const controlFork: Attack = {
  name: 'control-fork',
  weight: 1,
  run(scene) {
    const { attacker, random } = scene;
    const space = attackedSpace(scene);
    if (space === undefined || isOwnSpace(scene, space)) return 'nothing to fork';
    const victim = victimOf(scene);
    const operations = [controlDraft('audience', { cuts: [], members: [] })];
    const heads = allHeads(attacker, space, 'control');
    const again = random.below(2) === 0;
    deliver(scene, victim, [hostileEntry(attacker, { space, lane: 'control', operations, heads, again })]);
    return `at ${victim}`;
  },
};
