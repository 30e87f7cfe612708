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
  /** The lowest id among the transfers that gave it. */
  readonly tenure: Tenure;
  /** Every transfer that gave it: whoever had seen only some of them spoke under the same ownership (SPC-14). */
  readonly names: ReadonlySet<Tenure>;
  /** The tenures before, each with the transfers that ended it. */
  readonly ended: ReadonlyMap<Tenure, readonly Statement<SaidTransfer>[]>;
  /** Transfers to different members that were accepted at once: none of them holds until a later one does (SPC-14). */
  readonly disputed: readonly EntryId[];
}

type Held = Pick<Ownership, 'owner' | 'tenure' | 'names'>;

/** Follows the accepted transfers from the founder on (SPC-13, SPC-14); a function of the set of statements. */
export function ownershipOf(founder: MemberCode, statements: readonly Statement[]): Ownership {
  const accepted = acceptedTransfers(statements);
  const ended = new Map<Tenure, readonly Statement<SaidTransfer>[]>();
  let held: Held = { owner: founder, tenure: null, names: new Set([null]) };
  for (;;) {
    const { owner, names } = held;
    const offers = accepted.filter(({ said, member }) => names.has(said.tenure) && member === owner);
    const last = latestStatements(offers);
    const [next] = last;
    if (next === undefined) return { ...held, ended, disputed: [] };
    const { to } = next.said;
    if (last.some(({ said }) => said.to !== to)) return { ...held, ended, disputed: last.map(({ id }) => id) };
    const given = offers.filter(({ said }) => said.to === to);
    for (const name of names) ended.set(name, given);
    const ids = given.map(({ id }) => id).sort();
    held = { owner: to, tenure: ids[0] ?? null, names: new Set(ids) };
  }
}

/** In the order of their ids, so that what is shown of a dispute is the same everywhere. */
function acceptedTransfers(statements: readonly Statement[]): Statement<SaidTransfer>[] {
  const accepts = statementsOf(statements, 'accept');
  return statementsOf(statements, 'transfer')
    .filter(({ id, said }) => accepts.some((accept) => accept.said.transfer === id && accept.member === said.to))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Whether an audience statement holds whole: it was made under the present ownership, or before the transfer that ended
 * the ownership it was made under. Of any other only what it takes away holds (SPC-13).
 */
export function holdsWhole(statement: Statement<SaidAudience>, { names, ended }: Ownership): boolean {
  if (names.has(statement.said.tenure)) return true;
  return (ended.get(statement.said.tenure) ?? []).some((transfer) => statedBefore(statement, transfer));
}
