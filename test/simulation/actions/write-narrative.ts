import { editRecord, showRecord } from '@liaison/node';
import type { Action } from '../action.js';
import { writtenSection } from '../held-places.js';
import { isRecalledAt } from './recalled-sections.js';

/** Letters of the private use area: one code unit each, so that a text merges them as a whole or not at all. */
const FIRST_LETTER = 0xe000;

/** An officer types one letter, which nobody else ever types, somewhere into a narrative. */
export const writeNarrative: Action = {
  kind: 'narrate',
  weight: 8,
  run(world, name, random) {
    const home = world.home(name);
    const place = writtenSection(world, home, random);
    if (place === undefined) return;
    const { known, section, joint } = place;
    if (isRecalledAt(home, known, section)) return;
    const { space, record } = known;
    const before = String(showRecord(home.replica.context, record, space).sections[section]?.narrative?.[0] ?? '');
    const letter = String.fromCharCode(FIRST_LETTER + world.letterCount++);
    const at = random.below(before.length + 1);
    const narrative = before.slice(0, at) + letter + before.slice(at);
    if (!narrative.isWellFormed()) return;
    const change = { texts: { narrative } };
    const { entry } = editRecord(home.replica, home.officer, { record, space, joint, change });
    if (entry !== null) world.letters.push({ known, section, entry, letter });
    world.wrote(name, space);
    world.note(`${name} writes in the narrative of ${record.slice(-4)}`);
  },
};
