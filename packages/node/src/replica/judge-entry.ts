import type { Certificate } from '@liaison/identity';
import {
  audienceFrom,
  covers,
  foundedGenesis,
  judgeRight,
  type LogPosition,
  type NoRight,
  type OpenedEntry,
  type PlacedAudience,
  type SpacePast,
} from '@liaison/ledger';
import { audienceSchema, type Genesis, type WriterId } from '@liaison/protocol';
import type { ControlRow, SpaceRow } from '@liaison/store';
import type { Place } from './place-entry.js';
import type { ReplicaContext } from './replica-context.js';

/** Judges the author's right from the entry's own causal past (AUT-1); `row` is the log row the entry will stand in. */
export function judgeEntry(
  context: ReplicaContext,
  entry: OpenedEntry,
  author: Certificate,
  place: Place,
  space: SpaceRow | undefined,
): NoRight | null {
  return judgeRight(entry, author, spacePast(context, entry, place, space));
}

function spacePast(
  context: ReplicaContext,
  entry: OpenedEntry,
  place: Place,
  space: SpaceRow | undefined,
): SpacePast | undefined {
  const founded = foundedGenesis(entry);
  if (space === undefined) return founded && { genesis: founded, genesisWriters: writers(entry), audience: new Set() };
  const inPast = (row: ControlRow) => isInPast(place, { row: row.log, seq: row.seq });
  const founding = context.store.control.ofSpace(space.row, 'genesis').filter(inPast);
  const [first] = founding;
  if (first === undefined) {
    return founded && { genesis: founded, genesisWriters: writers(entry), audience: new Set() };
  }
  const statements: PlacedAudience[] = context.store.control
    .ofSpace(space.row, 'audience')
    .filter(inPast)
    .map((row) => ({
      row: row.log,
      seq: row.seq,
      past: context.store.pasts.get(row.past),
      members: audienceSchema.parse(JSON.parse(row.content)).members,
    }));
  return {
    genesis: JSON.parse(first.content) as Genesis,
    genesisWriters: new Set(founding.map((row) => row.writer as WriterId)),
    audience: audienceFrom(statements),
  };
}

const writers = (entry: OpenedEntry): Set<WriterId> => new Set([entry.claims.writer]);

/** Whether a position lies in the causal past that a place gives: by what was seen, or earlier in the same log row. */
export const isInPast = (place: Place, position: LogPosition): boolean =>
  covers(place.past, position) || (position.row === place.log?.row && position.seq <= place.log.tipSeq);
