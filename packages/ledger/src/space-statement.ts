import type { Consent, Cut, EntryId, Genesis, MemberCode, Recall, Reinstate, WriterId } from '@liaison/protocol';
import { type PlacedEntry, precedes } from './causal-vector.js';

/** A member that a statement names and does not admit, and whose consent is missing (SPC-12). */
export interface Dropped {
  readonly member: MemberCode;
  readonly missing: readonly MemberCode[];
}

/** The transfer with which the ownership began under which something was said; null: the founding of the space. */
export type Tenure = EntryId | null;

export interface SaidGenesis {
  readonly op: 'genesis';
  readonly genesis: Genesis;
}

/** An audience statement as its own past makes it. */
export interface SaidAudience {
  readonly op: 'audience';
  /** The members it admits, with the owner. */
  readonly full: readonly MemberCode[];
  readonly cuts: readonly Cut[];
  readonly dropped: readonly Dropped[];
  readonly tenure: Tenure;
}

export interface SaidConsent extends Consent {
  readonly op: 'consent';
}

/** Asks for consents; it decides nothing. */
export interface SaidRequest extends Consent {
  readonly op: 'request';
}

export interface SaidTransfer {
  readonly op: 'transfer';
  readonly to: MemberCode;
  readonly tenure: Tenure;
}

export interface SaidAccept {
  readonly op: 'accept';
  readonly transfer: EntryId;
}

export interface SaidRecall extends Recall {
  readonly op: 'recall';
}

export interface SaidReinstate extends Reinstate {
  readonly op: 'reinstate';
}

export type Said =
  | SaidGenesis
  | SaidAudience
  | SaidConsent
  | SaidRequest
  | SaidTransfer
  | SaidAccept
  | SaidRecall
  | SaidReinstate;

/** A control operation that its author had the right to and that is not void, at its place in the space's history. */
export interface Statement<S extends Said = Said> extends PlacedEntry {
  /** The entry that holds it, and which of its operations it is. */
  readonly id: EntryId;
  readonly index: number;
  readonly writer: WriterId;
  readonly member: MemberCode;
  readonly said: S;
}

/** Whether one statement is in the causal past of another; inside an entry, operations follow each other. */
export const statedBefore = (earlier: Statement, later: Statement): boolean =>
  earlier.row === later.row && earlier.seq === later.seq ? earlier.index < later.index : precedes(earlier, later);

/**
 * The statements of which none is in the past of another, in their order. Of each log only the last can be one, so
 * thousands by a few writers cost no more than their number.
 */
export function latestStatements<S extends Said>(statements: readonly Statement<S>[]): Statement<S>[] {
  const last = new Set(lastOfLogs(statements));
  return statements.filter(
    (one) => last.has(one) && ![...last].some((other) => other !== one && statedBefore(one, other)),
  );
}

/** The last statement of each log row: what is in the past of any of a row is in that of its last one. */
export function lastOfLogs<S extends Said>(statements: readonly Statement<S>[]): Statement<S>[] {
  const byRow = new Map<number, Statement<S>>();
  for (const one of statements) {
    const known = byRow.get(one.row);
    if (known === undefined || statedBefore(known, one)) byRow.set(one.row, one);
  }
  return [...byRow.values()];
}

/** The statements of one kind, in their order. */
export const statementsOf = <Op extends Said['op']>(
  statements: readonly Statement[],
  op: Op,
): Statement<Extract<Said, { op: Op }>>[] =>
  statements.filter((one): one is Statement<Extract<Said, { op: Op }>> => one.said.op === op);
