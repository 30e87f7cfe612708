import type { Attack } from '../attack.js';
import { controlDraft } from './drafts.js';
import { allHeads, deliver, hostileEntry, ingestOwn } from './hostile-entries.js';
import { foreignSpace, victimOf } from './targets.js';

/** The audience of a space of somebody else, stated by who has no right to it. */
export const foreignAudience: Attack = {
  name: 'foreign-audience',
  weight: 1,
  run(scene) {
    const { attacker, random } = scene;
    const space = foreignSpace(scene);
    const victim = victimOf(scene);
    const heads = random.below(3) === 0 ? [] : allHeads(attacker, space, 'control');
    const operations = [controlDraft('audience', { cuts: [], members: ['MY', 'TH', 'VN'] })];
    const entry = hostileEntry(attacker, { space, lane: 'control', operations, heads });
    if (random.below(2) === 0) ingestOwn(scene, [entry]);
    deliver(scene, victim, [entry]);
    return `at ${victim}`;
  },
};
