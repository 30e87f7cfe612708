import type { RecordId, SpaceId } from '@liaison/protocol';
import type { RecordRow, SpaceRow } from '@liaison/store';
import { sectionText } from '../replica/derived/search-upkeep.js';
import type { ReplicaContext } from '../replica/replica-context.js';

export interface SearchHit {
  readonly record: RecordId;
  readonly number: string | null;
  readonly kind: string;
  readonly space: SpaceId;
  readonly title: string;
}

/** Matching sections that are counted; what a person looks through is less, and each costs a look at its text. */
const SECTIONS_COUNTED_MAX = 250;

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** Records, not sections; there are at least as many where `complete` is false. */
  readonly total: number;
  readonly complete: boolean;
}

/** Records of which any section has the text in any value, the newest first. */
export function searchRecords(context: ReplicaContext, query: string, limit: number): SearchAnswer {
  const { search, sections } = context.store;
  const matching = search.find(query, Math.max(limit, SECTIONS_COUNTED_MAX), (section) =>
    sectionText(context, section),
  );
  const found = sections.recordsOf(matching.sections);
  return {
    hits: found.slice(0, limit).map(({ record, kind }) => describe(context, record, kind)),
    total: found.length,
    complete: matching.complete,
  };
}

/** The title is that of the section with which the record began, whoever's words were found. */
function describe(context: ReplicaContext, row: number, kind: string): SearchHit {
  const { sections, spaces } = context.store;
  const record = sections.recordByRow(row) as RecordRow;
  const space = spaces.byRow(record.space) as SpaceRow;
  const speaking = sections.sectionsOf(row).filter((section) => section.kind === kind && section.speaks);
  const [first] = speaking.sort((a, b) => a.row - b.row);
  return { record: record.id, number: record.number, kind, space: space.id, title: first?.title ?? '' };
}
