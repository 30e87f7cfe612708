import { hostileUpdates } from '@liaison/records/testing';
import type { Attack } from '../attack.js';
import { editDraft } from './drafts.js';
import { deliver, hostileEntry, ingestOwn } from './hostile-entries.js';
import { writersIn } from './hostile-update.js';
import { attackedSpace, victimOf } from './targets.js';

/** Updates that build on the victim's text and would be sound, did the entry name any of it as its past. */
const NAMES = ['origins the wrong way round', 'one item as both origins', 'overlapping delete ranges'];

/** What is valid only for who asks what a node holds: it names a text that its entry has not seen (UPD-4). */
export const unseenOrigin: Attack = {
  name: 'unseen-origin',
  weight: 1,
  run(scene) {
    const { world, attacker, random } = scene;
    const space = attackedSpace(scene);
    const known = world.records.filter((record) => record.space === space);
    if (space === undefined || known.length === 0) return 'nothing to attack';
    const { record } = random.pick(known);
    const all = hostileUpdates(writersIn(scene, space, record, 'joint'));
    const { name, update } = random.pick(all.filter((one) => NAMES.includes(one.name)));
    const entry = hostileEntry(attacker, { space, lane: 'record', operations: [editDraft(record, 'joint', update)] });
    ingestOwn(scene, [entry]);
    deliver(scene, victimOf(scene), [entry]);
    return name;
  },
};
