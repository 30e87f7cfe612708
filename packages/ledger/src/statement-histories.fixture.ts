import type { EntryId, Genesis, JsonValue, MemberCode, WriterId } from '@liaison/protocol';
import fc from 'fast-check';
import { unionOfPasts } from './causal-vector.js';
import { judgeStatement, leavingMembers } from './judge-statement.js';
import { genesisOf } from './ledger.fixture.js';
import { authorityOf, type SpaceAuthority } from './space-authority.js';
import { type Said, type Statement, statementsOf } from './space-statement.js';

export const MEMBERS = ['KR', 'MY', 'TH', 'VN'] as MemberCode[];

/** One step of a history: somebody says something after having seen some of what was said before. */
export interface Step {
  readonly member: MemberCode;
  readonly op: 'audience' | 'consent' | 'transfer' | 'accept';
  readonly members: readonly MemberCode[];
  readonly seen: readonly number[];
}

/** Histories of a space in which everybody sees a part of what was said. */
export const steps = fc.array(
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
  const cuts = leavingMembers({ statements: past, authority }, named);
  return { cuts: cuts.map((code) => ({ heads: [], member: code })), members: named };
}

/** What of these steps holds, each judged in its own past. Every statement has a log of its own. */
export function play(history: readonly Step[], rule: Genesis['rule']): Statement[] {
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
