import { newRecord } from '@liaison/node';
import type { Action } from '../action.js';
import { heldSpace } from '../held-places.js';
import { FIELDS, VALUES } from '../spoken-values.js';

/** An officer makes a record in a space that the home holds. */
export const makeRecord: Action = {
  kind: 'record',
  weight: 8,
  run(world, name, random) {
    const home = world.home(name);
    const space = heldSpace(world, home, random)?.id;
    if (space === undefined) return;
    const field = random.pick(FIELDS);
    const value = random.pick(VALUES);
    const change = { fields: { [field]: value } };
    const { record, entry } = newRecord(home.replica, home.officer, { space, kind: 'seizure', change });
    world.records.push({ space, record });
    world.model.wrote({ space, record, section: home.member, field }, entry, value, (id) => world.holds(name, id));
    world.wrote(name, space);
    world.note(`${name} makes record ${record.slice(-4)}`);
  },
};
