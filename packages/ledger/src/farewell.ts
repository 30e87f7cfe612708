import type { MemberCode } from '@liaison/protocol';
import { type CausalVector, type PlacedEntry, precedes, unionOfPasts } from './causal-vector.js';
import { missingCarriers, type PinCarrier } from './frontier.js';
import { type SaidAudience, type Statement, statedBefore, statementsOf } from './space-statement.js';

/**
 * The statements that took a member out and that none among these has seen which admits it (SPC-4). The acceptance of
 * the space by that member, where the cut has not seen it, ends one as well: a new owner hears everything.
 */
export function finalCuts(statements: readonly Statement[], member: MemberCode): Statement<SaidAudience>[] {
  const stated = statementsOf(statements, 'audience');
  const cuts = stated.filter(({ said }) => said.cuts.some((cut) => cut.member === member));
  if (cuts.length === 0) return [];
  const accepted = statementsOf(statements, 'accept').filter((one) => one.member === member);
  return cuts.filter(
    (cut) =>
      !stated.some((later) => later.said.full.includes(member) && statedBefore(cut, later)) &&
      accepted.every((accept) => statedBefore(accept, cut)),
  );
}

/** Whether a member ever belonged to a space: it founded it, or a statement admits it. */
export const wasAdmitted = (statements: readonly Statement[], member: MemberCode): boolean =>
  statementsOf(statements, 'genesis').some(({ said }) => said.genesis.owner === member) ||
  statementsOf(statements, 'audience').some(({ said }) => said.full.includes(member));

/**
 * The members whom a statement admits and no final cut has taken out: the audience, and those who are in none of it only
 * because of what was said at the same time. A new statement names each of them, as a member or with a cut (SPC-4).
 */
export function openMembers(statements: readonly Statement[]): MemberCode[] {
  const admitted = new Set(statementsOf(statements, 'audience').flatMap(({ said }) => said.full));
  return [...admitted].filter((code) => finalCuts(statements, code).length === 0).sort();
}

/** What two homes compare of a space of which not both are entitled to all. */
export interface Farewell {
  readonly comparedTo: CausalVector;
  /** The statements among it. */
  readonly statements: readonly Statement[];
  /** What takes a member out; nothing that has one of them in its past is for both ends. */
  readonly cuts: readonly Statement<SaidAudience>[];
}

const DECIDING = new Set<string>(['genesis', 'audience', 'transfer', 'accept']);

/**
 * The statements that say who is in a space and who owns it, without those that have a final cut on one of `members` in
 * their past, each with its own past; and as much as is needed to see which of these count: pins and proofs of forks
 * (SPC-15). It is the largest part with that property, so two homes that give each other theirs end with the same one,
 * whatever else each of them holds.
 */
export function farewellOf(
  statements: readonly Statement[],
  members: readonly MemberCode[],
  { carriers, proofs }: { carriers: readonly PinCarrier[]; proofs: readonly PlacedEntry[] },
): Farewell {
  let shared = statements.filter(({ said }) => DECIDING.has(said.op));
  let cuts: Statement<SaidAudience>[] = [];
  for (let before = -1; before !== shared.length; ) {
    before = shared.length;
    cuts = members.flatMap((member) => finalCuts(shared, member));
    shared = shared.filter((one) => !isPast(cuts, one));
  }
  const others = (author: MemberCode) => members.filter((member) => member !== author);
  const needed = [
    ...shared,
    ...proofs.filter((one) => !isPast(cuts, one)),
    ...recallsOf(statements, members).filter((one) => !isPast(cutsOn(cuts, others(one.member)), one)),
  ];
  const open = carriers.filter((one) => !isPast(cuts, one));
  const comparedTo = unionOfPasts([...needed, ...missingCarriers(unionOfPasts(needed), open)]);
  return { comparedTo, statements: shared, cuts };
}

/** What members took back that may still do so after they were taken out (AUT-3). */
const recallsOf = (statements: readonly Statement[], members: readonly MemberCode[]): Statement[] =>
  statementsOf(statements, 'recall').filter(({ member }) => members.includes(member));

const cutsOn = (cuts: readonly Statement<SaidAudience>[], members: readonly MemberCode[]) =>
  cuts.filter(({ said }) => said.cuts.some(({ member }) => members.includes(member)));

/** Whether an entry has one of these cuts in its past. */
export const isPast = (cuts: readonly Statement<SaidAudience>[], entry: PlacedEntry): boolean =>
  cuts.some((cut) => precedes(cut, entry));
