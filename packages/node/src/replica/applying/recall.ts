import { coveringRecall, type OpenedOperation, recallKey } from '@liaison/ledger';
import { bodyDigest, type EditHeader, type MemberCode, withContent } from '@liaison/protocol';
import type { StoredContent } from '@liaison/store';
import type { ReplicaContext } from '../replica-context.js';
import type { Place } from './place-entry.js';

/** An edit and where it stands. */
export interface PlacedEdit {
  readonly place: Place;
  readonly seq: number;
  readonly member: MemberCode;
}

/** Whether recalls that count cover an edit that is about to be held (RCL-3). */
export function isCovered(context: ReplicaContext, space: number, header: EditHeader, edit: PlacedEdit): boolean {
  const statements = context.standings.recallsOf(space).get(recallKey(header.record, header.section));
  if (statements === undefined) return false;
  // a log that is not there yet has no row; none of the statements stands in a record log
  const placed = { row: edit.place.log?.row ?? -1, seq: edit.seq, past: edit.place.past, member: edit.member };
  return coveringRecall(placed, statements) !== undefined;
}

/** What is kept of an operation's content: all of it, or, where a recall covers it, its skeleton (RCL-4). */
export function keptContent(
  operation: OpenedOperation,
  covered: boolean,
): Pick<StoredContent, 'salt' | 'body' | 'purged'> {
  const { salt, body, skeleton, purged } = operation;
  if (purged || !covered) return { salt, body, purged };
  return { salt: bodyDigest(salt, body), body: withContent(body, skeleton), purged: true };
}
