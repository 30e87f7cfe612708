import { randomRecordId } from '@liaison/records';
import type { Attack } from '../attack.js';
import { editDraft, placeUpdate } from './drafts.js';
import { deliver, hostileEntry } from './hostile-entries.js';
import { foreignSpace, victimOf } from './targets.js';

/** A skeleton where no recall covers it. */
export const bareSkeleton: Attack = {
  name: 'bare-skeleton',
  weight: 1,
  run(scene) {
    const { attacker, random } = scene;
    const victim = victimOf(scene);
    const space = foreignSpace(scene);
    const content = placeUpdate(attacker, 'x');
    const operations = [editDraft(randomRecordId(random.bytes(16), 0), 'joint', content)];
    const { token } = hostileEntry(attacker, { space, lane: 'record', operations });
    deliver(scene, victim, [{ token, operations: [{ bodyDigest: random.bytes(32), skeleton: content }] }]);
    return `at ${victim}`;
  },
};
