import type { RecordId, SpaceId } from '@liaison/protocol';
import type { RecordRow, SpaceRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';

export interface SearchHit {
  readonly record: RecordId;
  readonly number: string | null;
  readonly kind: string;
  readonly space: SpaceId;
  readonly title: string;
}

/** Records of which any section has the text in any value, the newest first; `total` counts records, not sections. */
export function searchRecords(
  context: ReplicaContext,
  query: string,
  limit: number,
): { hits: SearchHit[]; total: number } {
  const { search, sections } = context.store;
  const found = sections.recordsOf(search.find(query, Number.POSITIVE_INFINITY).sections);
  return {
    hits: found.slice(0, limit).map(({ record, kind }) => describe(context, record, kind)),
    total: found.length,
  };
}

/** The title is that of the section with which the record began, whoever's words were found. */
function describe(context: ReplicaContext, row: number, kind: string): SearchHit {
  const { sections, spaces } = context.store;
  const record = sections.recordByRow(row) as RecordRow;
  const space = spaces.byRow(record.space) as SpaceRow;
  const speaking = sections.sectionsOf(row).filter((section) => section.kind === kind && section.view !== '');
  const [first] = speaking.sort((a, b) => a.row - b.row);
  return { record: record.id, number: record.number, kind, space: space.id, title: first?.title ?? '' };
}
