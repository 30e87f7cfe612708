import type { MemberCode } from '@liaison/protocol';
import { latestStatements, type SaidConsent, type Statement, statementsOf } from './space-statement.js';

/**
 * Whether a member agrees, by these statements, that a newcomer joins where `admitted` are in (SPC-12): its last consent
 * names all of them. Of several at once, all must.
 */
export function consentsIn(
  statements: readonly Statement[],
): (member: MemberCode, newcomer: MemberCode, admitted: readonly MemberCode[]) => boolean {
  const given = new Map<string, Statement<SaidConsent>[]>();
  for (const one of statementsOf(statements, 'consent')) {
    const key = keyOf(one.member, one.said.newcomer);
    const known = given.get(key);
    if (known === undefined) given.set(key, [one]);
    else known.push(one);
  }
  const allowedBy = new Map<string, readonly ReadonlySet<MemberCode>[]>();
  return (member, newcomer, admitted) => {
    const key = keyOf(member, newcomer);
    const allowed =
      allowedBy.get(key) ?? latestStatements(given.get(key) ?? []).map(({ said }) => new Set(said.audience));
    allowedBy.set(key, allowed);
    return allowed.length > 0 && allowed.every((audience) => admitted.every((code) => audience.has(code)));
  };
}

const keyOf = (member: MemberCode, newcomer: MemberCode): string => `${member}/${newcomer}`;
