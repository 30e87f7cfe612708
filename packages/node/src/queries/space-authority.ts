import {
  latestStatements,
  type SaidConsent,
  type SaidRequest,
  type SpaceAuthority,
  type Statement,
  statementsOf,
} from '@liaison/ledger';
import type { MemberCode } from '@liaison/protocol';
import type { SpaceRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';

/** Somebody's consent to a newcomer, or a request for consents, that still stands. */
export interface ShownConsent {
  readonly member: MemberCode;
  readonly newcomer: MemberCode;
  /** The audience it is given for; empty where it was withdrawn. */
  readonly audience: readonly string[];
}

/** What the control lane of a space says beyond who is in it now. */
export interface ShownAuthority {
  readonly rule: string;
  readonly requests: readonly ShownConsent[];
  readonly consents: readonly ShownConsent[];
  /** Named by a latest statement and not in the audience: to be repeated once what is missing is there. */
  readonly notAdmitted: readonly { member: MemberCode; why: string; missing: readonly string[]; writer: string }[];
  /** Members that were removed, and how far their logs count. */
  readonly cuts: readonly {
    member: string;
    writer: string;
    logs: readonly { writer: string; lane: string; seq: number }[];
  }[];
  /** Offers to own the space that are open, or that several members accepted at once. */
  readonly transfers: readonly { to: string; state: 'offered' | 'disputed' }[];
}

export function spaceAuthority(context: ReplicaContext, space: SpaceRow): ShownAuthority {
  const { authority } = context.standings.of(space.row);
  const statements = context.standings.statements.of(space.row);
  const isOutside = ({ newcomer }: ShownConsent) => authority?.audience.has(newcomer) !== true;
  return {
    rule: space.rule,
    requests: standing(statementsOf(statements, 'request')).filter(isOutside),
    consents: standing(statementsOf(statements, 'consent')).filter(isOutside),
    notAdmitted: authority?.notAdmitted ?? [],
    cuts: (authority?.cuts ?? []).map(({ member, heads, by }) => ({ member, writer: by.writer, logs: heads })),
    transfers: openTransfers(statements, authority),
  };
}

/** Of each member and newcomer the latest word. */
function standing(said: readonly Statement<SaidConsent | SaidRequest>[]): ShownConsent[] {
  const keyOf = (one: Statement<SaidConsent | SaidRequest>) => `${one.member} ${one.said.newcomer}`;
  return [...new Set(said.map(keyOf))].flatMap((key) =>
    latestStatements(said.filter((one) => keyOf(one) === key)).map(({ member, said: { newcomer, audience } }) => {
      return { member, newcomer, audience };
    }),
  );
}

function openTransfers(
  statements: readonly Statement[],
  authority: SpaceAuthority | undefined,
): ShownAuthority['transfers'] {
  if (authority === undefined) return [];
  const here = statementsOf(statements, 'transfer').filter(({ said }) => authority.names.has(said.tenure));
  return here.map(({ id, said }) => ({ to: said.to, state: authority.disputed.includes(id) ? 'disputed' : 'offered' }));
}
