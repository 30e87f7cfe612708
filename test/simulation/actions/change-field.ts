import { editRecord } from '@liaison/node';
import type { EntryId, JsonValue } from '@liaison/protocol';
import type { Action } from '../action.js';
import { writtenSection } from '../held-places.js';
import { FIELDS, VALUES } from '../spoken-values.js';
import { isRecalledAt } from './recalled-sections.js';

/** An officer writes or empties one field, in the own section of a record or in its joint one. */
export const changeField: Action = {
  kind: 'edit',
  weight: 16,
  run(world, name, random) {
    const home = world.home(name);
    const place = writtenSection(world, home, random);
    if (place === undefined) return;
    const { known, section, joint } = place;
    const { space, record } = known;
    const field = random.pick(FIELDS);
    const value: JsonValue | null = random.below(8) === 0 ? null : random.pick(VALUES);
    if (isRecalledAt(home, known, section)) return;
    const change = { fields: { [field]: value } };
    const { entry } = editRecord(home.replica, home.officer, { record, space, joint, change });
    if (entry === null) return;
    world.model.wrote({ space, record, section, field }, entry, value, (id: EntryId) => world.holds(name, id));
    world.wrote(name, space);
    world.note(`${name} sets ${field} of ${record.slice(-4)} in ${section} to ${String(value)}`);
  },
};
