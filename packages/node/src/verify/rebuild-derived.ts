import { projectSections } from '../replica/derived/project-section.js';
import { TouchedSections } from '../replica/derived/touched-sections.js';
import type { Replica } from '../replica/replica.js';

/** Forgets every derived view, search text and conflict and makes them anew from the log (one transaction). */
export function rebuildDerived(replica: Replica): { sections: number } {
  const { context } = replica;
  return replica.transaction(() => {
    const touched = new TouchedSections();
    const rows = context.store.sections.allSections();
    context.store.search.clear();
    for (const row of rows) touched.rebuild(row);
    projectSections(context, touched);
    context.standings.forgetAll(); // what was remembered of the views before
    return { sections: rows.length };
  });
}
