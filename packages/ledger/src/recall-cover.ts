import type { MemberCode, RecordId, SectionName } from '@liaison/protocol';
import { type LogPosition, type PlacedEntry, precedes } from './causal-vector.js';
import {
  lastOfLogs,
  type SaidRecall,
  type SaidReinstate,
  type Statement,
  statedBefore,
  statementsOf,
} from './space-statement.js';

/** A recall or what ends it. */
export type RecallStatement = Statement<SaidRecall | SaidReinstate>;

/** An edit, by its place in the space's history and the member whose writer made it. */
export interface PlacedEdit extends PlacedEntry {
  readonly member: MemberCode;
}

/** What a recall names. */
export const recallKey = (record: RecordId | string, section: SectionName | string): string => `${record}/${section}`;

/**
 * The recall that covers an edit, among the statements about its record and section that count (RCL-3): one of the same
 * member after which no reinstatement of that member lies in the edit's past. So a recall covers what came before it, what
 * was written at the same time, and what follows without a reinstatement; and two recalls at once cover what each other's
 * author has said anew.
 */
export function coveringRecall(
  edit: PlacedEdit,
  statements: readonly RecallStatement[],
): Statement<SaidRecall> | undefined {
  const own = statements.filter(({ member }) => member === edit.member);
  return standingRecall(
    own,
    statementsOf(own, 'reinstate').filter((one) => isSeen(one, edit)),
  );
}

/** Whether what a member writes now, having seen all of these statements, would be covered. */
export const isRecalledNow = (member: MemberCode, statements: readonly RecallStatement[]): boolean => {
  const own = statements.filter((one) => one.member === member);
  return standingRecall(own, statementsOf(own, 'reinstate')) !== undefined;
};

/** A recall that none of these reinstatements has seen. Of each log the last ones decide, however many there are. */
function standingRecall(
  own: readonly RecallStatement[],
  reinstated: readonly Statement<SaidReinstate>[],
): Statement<SaidRecall> | undefined {
  const last = lastOfLogs(reinstated);
  return lastOfLogs(statementsOf(own, 'recall')).find((recall) => !last.some((one) => statedBefore(recall, one)));
}

/** Whether a statement is in the edit's past; the two stand in different lanes and so never in one entry. */
const isSeen = (statement: LogPosition, edit: PlacedEntry): boolean => precedes(statement, edit);
