import type { EntryId, Genesis, JsonValue, MemberCode, WriterId } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unionOfPasts } from './causal-vector.js';
import { judgeStatement } from './judge-statement.js';
import { genesisOf } from './ledger.fixture.js';
import { authorityOf, type SpaceAuthority } from './space-authority.js';
import { type Said, type Statement, statedBefore, statementsOf } from './space-statement.js';

const MEMBERS = ['KR', 'MY', 'TH', 'VN'] as MemberCode[];

/** One step of a history: somebody says something after having seen some of what was said before. */
interface Step {
  readonly member: MemberCode;
  readonly op: 'audience' | 'consent' | 'transfer' | 'accept';
  readonly members: readonly MemberCode[];
  readonly seen: readonly number[];
}

const steps = fc.array(
  fc.record({
    member: fc.constantFrom(...MEMBERS),
    op: fc.constantFrom(
      'audience' as const,
      'audience' as const,
      'consent' as const,
      'transfer' as const,
      'accept' as const,
    ),
    members: fc.subarray(MEMBERS),
    seen: fc.array(fc.nat(20), { maxLength: 4 }),
  }),
  { maxLength: 14 },
);

/** Content that the step's author would write with what it has seen; undefined where it has no right or nothing to say. */
function contentOf(
  { member, op, members }: Step,
  past: readonly Statement[],
  authority: SpaceAuthority,
): JsonValue | undefined {
  const { owner, audience } = authority;
  if (!audience.has(member)) return undefined;
  if (op === 'consent') return { audience: [...MEMBERS], newcomer: members[0] ?? 'MY' };
  if (op === 'accept') {
    const offer = statementsOf(past, 'transfer').findLast(({ said }) => said.to === member);
    return offer && { transfer: offer.id };
  }
  if (member !== owner) return undefined;
  if (op === 'transfer') return { to: members.find((code) => code !== owner && audience.has(code)) ?? 'XX' };
  const named = members.filter((code) => code !== owner);
  const cuts = [...audience].filter((code) => code !== owner && !named.includes(code)).sort();
  return { cuts: cuts.map((code) => ({ heads: [], member: code })), members: named };
}

function play(history: readonly Step[], rule: Genesis['rule']): Statement[] {
  const place = (row: number, past: readonly Statement[]) => ({ row, seq: 1, past: unionOfPasts(past), index: 0 });
  const idOf = (n: number) => `e${n}`.padStart(43, '0') as EntryId;
  const writerOf = (member: string) => member as WriterId;
  const genesis: Said = { op: 'genesis', genesis: { ...genesisOf('KR'), rule } };
  const all: Statement[] = [
    { ...place(1, []), id: idOf(1), writer: writerOf('KR'), member: 'KR' as MemberCode, said: genesis },
  ];
  for (const step of history) {
    const reached = unionOfPasts([all[0] as Statement, ...step.seen.flatMap((i) => all[i] ?? [])]);
    const past = all.filter(({ row }) => reached.has(row));
    const authority = authorityOf(past) as SpaceAuthority;
    const content = contentOf(step, past, authority);
    const said =
      content === undefined
        ? undefined
        : judgeStatement(step.op, content, step.member, { statements: past, authority });
    if (said === undefined) continue;
    const row = all.length + 1;
    all.push({ ...place(row, past), id: idOf(row), writer: writerOf(step.member), member: step.member, said });
  }
  return all;
}

const told = ({ owner, audience, cuts, notAdmitted, disputed }: SpaceAuthority): string =>
  JSON.stringify([
    owner,
    [...audience].sort(),
    cuts.map(({ member, by }) => `${member} ${by.id}`).sort(),
    notAdmitted.map(({ member, why, statement }) => `${member} ${why} ${statement}`).sort(),
    [...disputed].sort(),
  ]);

describe('what a set of statements says', () => {
  test('SPC-5, SPC-14: does not depend on the order in which they are held', () => {
    const property = fc.property(steps, fc.infiniteStream(fc.nat()), (history, chance) => {
      const statements = play(history, 'owner-decides');
      const keyed = statements.map((one) => [chance.next().value as number, one] as const);
      const shuffled = keyed.sort((a, b) => a[0] - b[0]).map(([, one]) => one);
      expect(told(authorityOf(shuffled) as SpaceAuthority)).toBe(told(authorityOf(statements) as SpaceAuthority));
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('SPC-10: nobody who is removed is in the audience, and the owner always is', () => {
    const property = fc.property(steps, (history) => {
      const { owner, audience, cuts } = authorityOf(play(history, 'owner-decides')) as SpaceAuthority;
      expect(audience.has(owner)).toBe(true);
      for (const { member } of cuts) expect(audience.has(member)).toBe(false);
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('SPC-12: under each-consents nobody is ever admitted without the consent of everybody who was there', () => {
    const property = fc.property(steps, (history) => {
      const statements = play(history, 'each-consents');
      for (const one of statementsOf(statements, 'audience')) {
        const past = statements.filter((other) => statedBefore(other, one));
        const before = authorityOf(past) as SpaceAuthority;
        for (const newcomer of one.said.full.filter((code) => !before.audience.has(code))) {
          for (const member of before.audience) {
            if (member === before.owner) continue;
            const given = statementsOf(past, 'consent').some(
              (consent) => consent.member === member && consent.said.newcomer === newcomer,
            );
            expect(given).toBe(true);
          }
        }
      }
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('SPC-13: whatever else is said at the same time, nobody joins after a transfer but through the new owner', () => {
    const property = fc.property(steps, (history) => {
      const statements = play(history, 'owner-decides');
      const { audience, owner, ended } = authorityOf(statements) as SpaceAuthority;
      const lasting = [...ended.values()].flat();
      if (lasting.length === 0) return;
      for (const code of audience) {
        if (code === owner) continue;
        const admitting = statementsOf(statements, 'audience').some(({ said, ...place }) => {
          if (!said.full.includes(code)) return false;
          const under = ended.get(said.tenure);
          return under === undefined || under.some((transfer) => statedBefore({ said, ...place }, transfer));
        });
        expect(admitting || code === 'KR').toBe(true);
      }
    });
    fc.assert(property, { numRuns: 500 });
  });
});
