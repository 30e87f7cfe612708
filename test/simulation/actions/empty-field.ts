import { editRecord, showRecord } from '@liaison/node';
import type { EntryId } from '@liaison/protocol';
import type { Action } from '../action.js';
import { writtenSection } from '../held-places.js';
import { FIELDS } from '../spoken-values.js';
import { isRecalledAt } from './recalled-sections.js';

/** An officer empties a field in which something stands: an update that only deletes. */
export const emptyField: Action = {
  kind: 'empty',
  weight: 4,
  run(world, name, random) {
    const home = world.home(name);
    const place = writtenSection(world, home, random);
    if (place === undefined) return;
    const { known, section, joint } = place;
    if (isRecalledAt(home, known, section)) return;
    const { space, record } = known;
    const shown = showRecord(home.replica.context, record, space).sections[section] ?? {};
    const full = FIELDS.filter((field) => (shown[field]?.length ?? 0) > 0);
    if (full.length === 0) return;
    const field = random.pick(full);
    const { entry } = editRecord(home.replica, home.officer, {
      record,
      space,
      joint,
      change: { fields: { [field]: null } },
    });
    if (entry === null) return;
    world.model.wrote({ space, record, section, field }, entry, null, (id: EntryId) => world.holds(name, id));
    world.wrote(name, space);
    world.note(`${name} empties ${field} of ${record.slice(-4)} in ${section}`);
  },
};
