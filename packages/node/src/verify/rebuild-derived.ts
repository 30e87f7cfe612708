import { projectSections } from '../replica/derived/project-section.js';
import { keepUp } from '../replica/derived/search-upkeep.js';
import { TouchedSections } from '../replica/derived/touched-sections.js';
import type { Replica } from '../replica/replica.js';
import { atOnce, type Steps } from './steps.js';

const SECTIONS_PER_STEP = 100;

/**
 * Makes every derived view, search text and conflict anew from the log, one transaction after the other. What is not made anew yet
 * stands as it was, and what is not indexed yet is owed to the index, so a search never misses it in silence and a rebuild
 * that was ended in the middle has done no harm.
 */
export function* rebuildSteps(replica: Replica): Steps<{ sections: number }> {
  const { context } = replica;
  const { search, sections } = context.store;
  const rows = replica.reading(() => sections.allSections());
  replica.transaction(() => {
    search.clear();
    search.owe(rows);
  });
  for (let from = 0; from < rows.length; from += SECTIONS_PER_STEP) {
    yield { sections: from };
    replica.transaction(() => rebuildSections(replica, rows.slice(from, from + SECTIONS_PER_STEP)));
  }
  replica.transaction(() => context.standings.forgetAll()); // what was remembered of the views before
  while (keepUp(context, SECTIONS_PER_STEP)) yield { sections: rows.length };
  return { sections: rows.length };
}

export const rebuildDerived = (replica: Replica): { sections: number } => atOnce(rebuildSteps(replica));

/** A section may have gone since the list was made, with the whole space. */
function rebuildSections({ context }: Replica, rows: readonly number[]): void {
  const { sections } = context.store;
  const touched = new TouchedSections();
  const spaces = new Set<number>();
  for (const row of rows) {
    const section = sections.sectionByRow(row);
    const record = section && sections.recordByRow(section.record);
    if (record === undefined) continue;
    touched.rebuild(row);
    spaces.add(record.space);
  }
  projectSections(context, touched);
  for (const space of spaces) context.standings.forget(space);
}
