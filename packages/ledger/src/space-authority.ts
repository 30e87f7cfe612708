import type { Cut, EntryId, Genesis, MemberCode, WriterId } from '@liaison/protocol';
import { holdsWhole, type Ownership, ownershipOf } from './space-ownership.js';
import {
  lastOfLogs,
  latestStatements,
  type SaidAudience,
  type Statement,
  statedBefore,
  statementsOf,
} from './space-statement.js';

/** A cut that holds: the logs of a member that was removed and not admitted again. */
export interface HeldCut extends Cut {
  readonly by: Statement<SaidAudience>;
}

/** A member that a statement names and that is not in the audience, so that its author repeats it. */
export interface NotAdmitted {
  readonly member: MemberCode;
  readonly why: 'concurrent-change' | 'consent-missing';
  readonly missing: readonly MemberCode[];
  readonly statement: EntryId;
  readonly writer: WriterId;
}

/** What a set of statements says about its space. */
export interface SpaceAuthority extends Ownership {
  readonly genesis: Genesis;
  readonly founders: ReadonlySet<WriterId>;
  /** With the owner. */
  readonly audience: ReadonlySet<MemberCode>;
  readonly cuts: readonly HeldCut[];
  readonly notAdmitted: readonly NotAdmitted[];
}

/**
 * What statements say that form a causal past, or everything that counts (SPC-5 to SPC-14). It depends on the set alone,
 * not on its order. Undefined where the space has no genesis.
 */
export function authorityOf(statements: readonly Statement[]): SpaceAuthority | undefined {
  const founding = statementsOf(statements, 'genesis');
  const [first] = founding;
  if (first === undefined) return undefined;
  const { genesis } = first.said;
  const ownership = ownershipOf(genesis.owner, statements);
  const stated = statementsOf(statements, 'audience');
  const whole = stated.filter((one) => holdsWhole(one, ownership));
  const cuts = cutsOf(stated, whole, ownership.owner);
  const audience = audienceOf(whole, cuts, genesis.owner).add(ownership.owner);
  const founders = new Set(founding.map(({ writer }) => writer));
  return { ...ownership, genesis, founders, audience, cuts, notAdmitted: notAdmittedOf(whole, cuts, audience) };
}

/** What all of the last statements admit, without those whom any statement took out for good (SPC-5). */
function audienceOf(whole: readonly Statement<SaidAudience>[], cuts: readonly HeldCut[], founder: MemberCode) {
  const [first, ...others] = latestStatements(whole);
  const removed = new Set(cuts.map(({ member }) => member));
  const admitted = first?.said.full ?? [founder];
  const all = admitted.filter((code) => others.every(({ said }) => said.full.includes(code)));
  return new Set(all.filter((code) => !removed.has(code)));
}

/** A cut holds until a statement that has seen it admits the member again (SPC-10). */
function cutsOf(
  stated: readonly Statement<SaidAudience>[],
  whole: readonly Statement<SaidAudience>[],
  owner: MemberCode,
): HeldCut[] {
  const admitting = new Map<MemberCode, readonly Statement<SaidAudience>[]>();
  const lastAdmitting = (member: MemberCode) => {
    const known = admitting.get(member) ?? lastOfLogs(whole.filter(({ said }) => said.full.includes(member)));
    admitting.set(member, known);
    return known;
  };
  return stated.flatMap((by) =>
    by.said.cuts
      .filter(({ member }) => member !== owner && !lastAdmitting(member).some((later) => statedBefore(by, later)))
      .map((cut) => ({ ...cut, by })),
  );
}

function notAdmittedOf(
  whole: readonly Statement<SaidAudience>[],
  cuts: readonly HeldCut[],
  audience: ReadonlySet<MemberCode>,
): NotAdmitted[] {
  const removed = new Set(cuts.map(({ member }) => member));
  return latestStatements(whole).flatMap(({ id, writer, said }) => {
    const about = { statement: id, writer };
    const left = said.full.filter((code) => !audience.has(code) && !removed.has(code));
    return [
      ...left.map((member) => ({ ...about, member, why: 'concurrent-change' as const, missing: [] })),
      ...said.dropped
        .filter(({ member }) => !audience.has(member))
        .map(({ member, missing }) => ({ ...about, member, why: 'consent-missing' as const, missing })),
    ];
  });
}
