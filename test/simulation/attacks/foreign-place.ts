import { randomRecordId } from '@liaison/records';
import type { Attack } from '../attack.js';
import { editDraft, placeUpdate } from './drafts.js';
import { allHeads, deliver, hostileEntry } from './hostile-entries.js';
import { foreignSpace, victimOf } from './targets.js';

/** Something in a section, under a number or in a space that is not the writer's. */
export const foreignPlace: Attack = {
  name: 'foreign-place',
  weight: 1,
  run(scene) {
    const { attacker, random } = scene;
    const space = foreignSpace(scene);
    const victim = victimOf(scene);
    const record = randomRecordId(random.bytes(16), 0);
    const content = placeUpdate(attacker, 'forged');
    const [section, number] = random.pick([
      ['KR', undefined],
      ['TH', undefined],
      ['joint', 'KR-2026-1-1-X'],
      [attacker.member, undefined],
    ] as const);
    const heads = random.below(2) === 0 ? allHeads(attacker, space, 'record') : [];
    const operations = [editDraft(record, section, content, number)];
    deliver(scene, victim, [hostileEntry(attacker, { space, lane: 'record', operations, heads })]);
    return `section ${section} at ${victim}`;
  },
};
