import type { RecordId, SpaceId } from '@liaison/protocol';
import type { RecordRow, SectionRow, SpaceRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';

export interface SearchHit {
  readonly record: RecordId;
  readonly number: string | null;
  readonly kind: string;
  readonly space: SpaceId;
  readonly title: string;
}

/** Sections asked for at once beyond the limit, since several sections of one record make one hit. */
const SECTIONS_PER_HIT = 4;

/** Records of which any section has the text in any value; `total` counts sections' records exactly while they are few. */
export function searchRecords(
  context: ReplicaContext,
  query: string,
  limit: number,
): { hits: SearchHit[]; total: number } {
  const { search, sections, spaces } = context.store;
  const found = search.find(query, limit * SECTIONS_PER_HIT);
  const hits = new Map<string, SearchHit>();
  let repeated = 0;
  for (const row of found.sections) {
    const section = sections.sectionByRow(row) as SectionRow;
    const key = `${section.record}/${section.kind}`;
    if (hits.has(key)) {
      repeated += 1;
      continue;
    }
    const record = sections.recordByRow(section.record) as RecordRow;
    const space = spaces.byRow(record.space) as SpaceRow;
    const { kind, title } = section;
    hits.set(key, { record: record.id, number: record.number, kind, space: space.id, title });
  }
  return { hits: [...hits.values()].slice(0, limit), total: found.total - repeated };
}
