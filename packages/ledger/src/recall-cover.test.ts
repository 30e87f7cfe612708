import type { EntryId, MemberCode, RecordId, WriterId } from '@liaison/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unionOfPasts } from './causal-vector.js';
import { coveringRecall, type PlacedEdit, type RecallStatement } from './recall-cover.js';

const RECORD = '018f0000-0000-7000-8000-000000000001' as RecordId;

interface Event {
  readonly what: 'recall' | 'reinstate' | 'edit';
  readonly member: MemberCode;
  readonly seen: readonly number[];
}

const events = fc.array(
  fc.record({
    what: fc.constantFrom('recall' as const, 'reinstate' as const, 'edit' as const),
    member: fc.constantFrom('KR' as MemberCode, 'TH' as MemberCode),
    seen: fc.array(fc.nat(15), { maxLength: 3 }),
  }),
  { maxLength: 16 },
);

/** Every event in a log of its own, with the plain set of those before it as the model. */
function play(history: readonly Event[]) {
  const statements: RecallStatement[] = [];
  const edits: (PlacedEdit & { n: number })[] = [];
  const before: Set<number>[] = [];
  const placed: { row: number; seq: number; past: Map<number, number> }[] = [];
  for (const [n, { what, member, seen }] of history.entries()) {
    const known = seen.filter((i) => i < n);
    before.push(new Set(known.flatMap((i) => [i, ...(before[i] as Set<number>)])));
    const place = { row: n + 1, seq: 1, past: unionOfPasts(known.flatMap((i) => placed[i] ?? [])) };
    placed.push(place);
    if (what === 'edit') edits.push({ ...place, member, n });
    const about = { record: RECORD, section: 'joint' as const };
    const said = what === 'recall' ? { op: what, reason: 'error', ...about } : { op: 'reinstate' as const, ...about };
    const id = String(n).padStart(43, '0') as EntryId;
    if (what !== 'edit')
      statements.push({ ...place, id, index: 0, writer: member as unknown as WriterId, member, said });
  }
  return { statements, edits, before };
}

test('RCL-3: an edit is covered unless, after each recall of its member, a reinstatement lies in its past', () => {
  fc.assert(
    fc.property(events, (history) => {
      const { statements, edits, before } = play(history);
      const of = (what: Event['what'], member: MemberCode) =>
        history.flatMap((event, i) => (event.what === what && event.member === member ? [i] : []));
      for (const edit of edits) {
        const ended = (recall: number) =>
          of('reinstate', edit.member).some((s) => before[s]?.has(recall) && before[edit.n]?.has(s));
        const expected = of('recall', edit.member).some((recall) => !ended(recall));
        expect(coveringRecall(edit, statements) !== undefined).toBe(expected);
        expect(coveringRecall(edit, [...statements].reverse()) !== undefined).toBe(expected);
      }
    }),
    { numRuns: 500 },
  );
});
