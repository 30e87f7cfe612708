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

/** What a right is judged by. */
export interface EntryJudging {
  readonly entry: OpenedEntry;
  readonly author: Certificate;
  readonly place: Place;
  readonly space: SpaceRow | undefined;
}

/** Judges the author's right from the entry's own causal past (AUT-1). */
export const judgeEntry = (context: ReplicaContext, judging: EntryJudging): NoRight | null =>
  judgeRight(judging.entry, judging.author, spacePast(context, judging));

function spacePast(context: ReplicaContext, { entry, place, space }: EntryJudging): SpacePast | undefined {
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
