import { randomRecordId } from '@liaison/records';
import type { Attack } from '../attack.js';
import { controlDraft, editDraft, placeUpdate } from './drafts.js';
import { allHeads, deliver, hostileEntry } from './hostile-entries.js';
import { attackedSpace, victimOf } from './targets.js';

/** An entry in the name of somebody else, signed by the attacker's key: alone, or before many that are sound. */
export const forgedAuthor: Attack = {
  name: 'forged-author',
  weight: 1,
  run(scene) {
    const { world, attacker, random } = scene;
    const space = attackedSpace(scene);
    if (space === undefined) return 'nowhere to forge';
    const victim = world.home(victimOf(scene));
    const lane = random.pick(['control', 'record'] as const);
    const operations =
      lane === 'control'
        ? [controlDraft('audience', { cuts: [], members: [] })]
        : [editDraft(randomRecordId(random.bytes(16), 0), victim.member, placeUpdate(victim, 'never said'))];
    const forger = { ...attacker, officerKeys: victim.officerKeys };
    const entry = hostileEntry(forger, { space, lane, operations, heads: allHeads(forger, space, lane) });
    const to = victimOf(scene);
    deliver(scene, to, [entry]);
    return `in the name of ${victim.name} at ${to}`;
  },
};
