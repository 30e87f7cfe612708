import { type RecallStatement, recallKey, type SaidRecall, type Statement, statedBefore } from '@liaison/ledger';
import type { EntryId, RecordId, SpaceId, WriterId } from '@liaison/protocol';
import { headsOfReceipt } from '@liaison/protocol';
import type { SpaceRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';
import { findRecord } from './find-record.js';

/** One recall that counts. */
export interface ShownRecall {
  readonly record: RecordId;
  readonly space: SpaceId;
  readonly section: string;
  readonly member: string;
  readonly writer: WriterId;
  readonly reason: string;
  readonly at: string;
  readonly entry: EntryId;
  /** The section was reinstated since: what was said there afterwards stands. */
  readonly reinstated: boolean;
}

/** A home that holds the space, and whether its latest receipt says that it has the recall. */
export interface RecallHolder {
  readonly member: string;
  readonly home: WriterId;
  /** `removed`: it has the recall, and with it takes the content out; `not-yet`: no receipt says so. */
  readonly state: 'removed' | 'not-yet';
  readonly receipt: number;
}

/** Recalls of all spaces, or of one. */
export function listRecalls(context: ReplicaContext, space?: SpaceId): ShownRecall[] {
  const spaces = context.store.spaces.all().filter((row) => space === undefined || row.id === space);
  return spaces.flatMap((row) =>
    [...context.standings.recallsOf(row.row).values()].flatMap((statements) => shownOf(context, row, statements)),
  );
}

/** The recalls of one record and what each holder has made of them. */
export function recallStatus(
  context: ReplicaContext,
  text: string,
  space?: SpaceId,
): { record: RecordId; recalls: (ShownRecall & { holders: readonly RecallHolder[] })[] } {
  const found = findRecord(context, text, space);
  const recalls = listRecalls(context, found.space.id).filter(({ record }) => record === found.record.id);
  return {
    record: found.record.id,
    recalls: recalls.map((recall) => ({ ...recall, holders: holdersOf(context, found.space, recall) })),
  };
}

/** Recalls of one record, for whoever shows it. */
export function recallsOfRecord(context: ReplicaContext, space: SpaceRow, record: RecordId): ShownRecall[] {
  const recalls = context.standings.recallsOf(space.row);
  return [...recalls].flatMap(([key, statements]) =>
    key.startsWith(recallKey(record, '')) ? shownOf(context, space, statements) : [],
  );
}

function shownOf(context: ReplicaContext, space: SpaceRow, statements: readonly RecallStatement[]): ShownRecall[] {
  return statements.flatMap((one) => {
    if (one.said.op !== 'recall') return [];
    const { said, member, writer, id } = one as Statement<SaidRecall>;
    const reinstated = statements.some(
      (other) => other.said.op === 'reinstate' && other.member === member && statedBefore(one, other),
    );
    const at = context.store.entries.byId(id)?.at ?? '';
    return [
      {
        record: said.record,
        space: space.id,
        section: said.section,
        member,
        writer,
        reason: said.reason,
        at,
        entry: id,
        reinstated,
      },
    ];
  });
}

function holdersOf(context: ReplicaContext, space: SpaceRow, recall: ShownRecall): RecallHolder[] {
  const seq = context.store.entries.byId(recall.entry)?.seq ?? 0;
  return context.store.exchange.receiptsOf(space.id).map(({ holder, number, token }) => {
    const has = headsOfReceipt(token).some(
      (head) => head.lane === 'control' && head.writer === recall.writer && head.seq >= seq,
    );
    const home = holder as WriterId;
    const member = context.authority.certificate(home)?.claims.member ?? '?';
    return { member, home, state: has ? 'removed' : 'not-yet', receipt: number };
  });
}
