import { recallRecord, reinstateRecord } from '@liaison/node';
import type { Action } from '../action.js';
import { heldRecord, isJoint } from '../held-places.js';
import { isRecalledAt } from './recalled-sections.js';

/** Takes back the own section of a record, or the own part of its joint one; later, mostly, lets it be written again. */
export const recallOrReinstate: Action = {
  kind: 'recall',
  weight: 3,
  run(world, name, random) {
    const home = world.home(name);
    const known = heldRecord(world, home, random);
    if (known === undefined) return;
    const joint = isJoint(world, random.below(2) === 0);
    const section = joint ? 'joint' : home.member;
    const { record, space } = known;
    if (isRecalledAt(home, known, section)) {
      reinstateRecord(home.replica, home.officer, { record, space, joint });
      world.note(`${name} reinstates ${section} of ${record.slice(-4)}`);
    } else {
      recallRecord(home.replica, home.officer, { record, space, joint, reason: 'error' });
      world.recalled.add(`${space} ${record} ${section}`);
      world.note(`${name} recalls ${section} of ${record.slice(-4)}`);
    }
    world.wrote(name, space);
  },
};
