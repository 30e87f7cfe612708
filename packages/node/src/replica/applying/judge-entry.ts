import type { Certificate } from '@liaison/identity';
import {
  authorityOf,
  covers,
  foundedGenesis,
  foundingPast,
  judgeRight,
  type LogPosition,
  type NoRight,
  type OpenedEntry,
  type SpacePast,
  type Statement,
  type StatementPast,
} from '@liaison/ledger';
import type { SpaceRow } from '@liaison/store';
import type { ReplicaContext } from '../replica-context.js';
import type { Place } from './place-entry.js';

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
  const past = space && statementPast(context, space.row, place, []);
  if (past !== undefined) return past.authority;
  const founded = foundedGenesis(entry);
  return founded && foundingPast(founded);
}

/**
 * The statements in an entry's causal past, then those of its own earlier operations, and what they say; undefined where
 * no genesis is among them.
 */
export function statementPast(
  context: ReplicaContext,
  space: number,
  place: Place,
  own: readonly Statement[],
): StatementPast | undefined {
  const statements = context.standings.statements.deciding(space).filter((one) => isInPast(place, one));
  if (own.length === 0) return context.standings.authorityOf(space, statements);
  const all = [...statements, ...own];
  const authority = authorityOf(all);
  return authority && { statements: all, authority };
}

/** Whether a position lies in the causal past that a place gives: by what was seen, or earlier in the same log row. */
export const isInPast = (place: Place, position: LogPosition): boolean =>
  covers(place.past, position) || (position.row === place.log?.row && position.seq <= place.log.tipSeq);
