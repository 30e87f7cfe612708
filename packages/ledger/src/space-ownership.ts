import type { EntryId, MemberCode } from '@liaison/protocol';
import {
  latestStatements,
  type SaidAudience,
  type SaidTransfer,
  type Statement,
  statedBefore,
  statementsOf,
  type Tenure,
} from './space-statement.js';

/** Who owns a space, and how it came to that. */
export interface Ownership {
  readonly owner: MemberCode;
  readonly tenure: Tenure;
  /** The tenures before, each with the transfers that ended it. */
  readonly ended: ReadonlyMap<Tenure, readonly Statement<SaidTransfer>[]>;
  /** Transfers to different members that were accepted at once: none of them holds until a later one does (SPC-14). */
  readonly disputed: readonly EntryId[];
}

/** Follows the accepted transfers from the founder on (SPC-13, SPC-14); a function of the set of statements. */
export function ownershipOf(founder: MemberCode, statements: readonly Statement[]): Ownership {
  const accepted = acceptedTransfers(statements);
  const ended = new Map<Tenure, readonly Statement<SaidTransfer>[]>();
  let held: Pick<Ownership, 'owner' | 'tenure'> = { owner: founder, tenure: null };
  for (;;) {
    const last = lastTransfers(accepted, held);
    const [next] = last;
    if (next === undefined) return { ...held, ended, disputed: [] };
    if (last.some(({ said }) => said.to !== next.said.to))
      return { ...held, ended, disputed: last.map(({ id }) => id) };
    ended.set(held.tenure, last);
    held = { owner: next.said.to, tenure: next.id };
  }
}

const lastTransfers = (
  accepted: readonly Statement<SaidTransfer>[],
  { owner, tenure }: Pick<Ownership, 'owner' | 'tenure'>,
): Statement<SaidTransfer>[] =>
  latestStatements(accepted.filter(({ said, member }) => said.tenure === tenure && member === owner)).sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );

function acceptedTransfers(statements: readonly Statement[]): Statement<SaidTransfer>[] {
  const accepts = statementsOf(statements, 'accept');
  return statementsOf(statements, 'transfer').filter(({ id, said }) =>
    accepts.some((accept) => accept.said.transfer === id && accept.member === said.to),
  );
}

/**
 * Whether an audience statement holds whole: it was made under the present ownership, or before the transfer that ended
 * the ownership it was made under. Of any other only what it takes away holds (SPC-13).
 */
export function holdsWhole(statement: Statement<SaidAudience>, { tenure, ended }: Ownership): boolean {
  if (statement.said.tenure === tenure) return true;
  return (ended.get(statement.said.tenure) ?? []).some((transfer) => statedBefore(statement, transfer));
}
