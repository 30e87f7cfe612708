import type { MemberCode } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audienceFrom, foundedGenesis, judgeRight, type PlacedAudience, type SpacePast } from './authority.js';
import { unionOfPasts } from './causal-vector.js';
import {
  audience,
  edit,
  founder,
  GENESIS,
  genesis,
  genesisOf,
  json,
  SPACE,
  type TestEntry,
  testEntry,
  testWriter,
} from './ledger.fixture.js';

const owner = founder;
const deputy = testWriter('KR');
const partner = testWriter('TH');
const stranger = testWriter('VN');
const reader = testWriter('KR', []);
const confined = testWriter('TH', ['write'], []);
const invited = testWriter('TH', ['write'], [SPACE]);

const past: SpacePast = {
  genesis: GENESIS,
  genesisWriters: new Set([owner.certificate.claims.writer]),
  audience: new Set(['TH' as MemberCode]),
};

const judge = (entry: TestEntry, before: SpacePast | undefined = past) =>
  judgeRight(testEntry(entry).opened, entry.writer.certificate, before);

/** What a first entry says of itself. */
const itself = (writer = owner): SpacePast => ({
  genesis: GENESIS,
  genesisWriters: new Set([writer.certificate.claims.writer]),
  audience: new Set(),
});

const previous = { id: `${'p'.repeat(42)}A` as never, seq: 1 };
const pin = json({ op: 'pin' }, { delegation: 'x', pin: 'x' });

describe('the right of an author', () => {
  test.each<[string, string | null, TestEntry, SpacePast?]>([
    ['the owner edits', null, { writer: owner, lane: 'record', operations: [edit('KR')] }],
    ['a member of the audience edits', null, { writer: partner, lane: 'record', operations: [edit('TH')] }],
    ['a member outside edits', 'not-in-audience', { writer: stranger, lane: 'record', operations: [edit('VN')] }],
    ['a member outside carries a pin', 'not-in-audience', { writer: stranger, operations: [pin] }],
    ['anybody else carries a pin', null, { writer: reader, operations: [pin] }],
    ['without the power to write', 'no-power', { writer: reader, lane: 'record', operations: [edit('KR')] }],
    ['outside the scope', 'out-of-scope', { writer: confined, lane: 'record', operations: [edit('TH')] }],
    ['inside the scope', null, { writer: invited, lane: 'record', operations: [edit('TH')] }],
    ['the owner states the audience', null, { writer: owner, operations: [audience('TH', 'VN')] }],
    ['a partner states the audience', 'not-owner', { writer: partner, operations: [audience('TH', 'VN')] }],
    ['without the power over it', 'no-power', { writer: reader, operations: [audience('TH')] }],
    ['the last operation decides as well', 'not-owner', { writer: partner, operations: [pin, audience('TH')] }],
    ['the genesis itself', null, { writer: owner, operations: [genesis(), audience('TH')] }, itself()],
    ['a genesis that is not first', 'genesis-out-of-place', { writer: owner, operations: [audience('TH'), genesis()] }],
    ['a genesis later in the log', 'genesis-out-of-place', { writer: owner, operations: [genesis()], previous }],
    [
      'a genesis in the record lane',
      'genesis-out-of-place',
      { writer: owner, lane: 'record', operations: [genesis()] },
    ],
    ['a genesis of another space', 'genesis-out-of-place', { writer: owner, operations: [genesis(genesisOf('TH'))] }],
    [
      'a genesis of another founder',
      'genesis-out-of-place',
      { writer: reader, operations: [genesis()] },
      itself(reader),
    ],
    ['the genesis replayed by a partner', 'genesis-out-of-place', { writer: partner, operations: [genesis()] }],
    ['the genesis replayed by the owner', 'genesis-out-of-place', { writer: deputy, operations: [genesis()] }],
  ])('%s: %s', (_what, expected, entry, before = past) => {
    expect(judge(entry, before)).toBe(expected);
  });

  test('nothing is allowed in a space without a genesis in the past', () => {
    expect(judgeRight(testEntry({ writer: owner, operations: [pin] }).opened, owner.certificate, undefined)).toBe(
      'no-genesis',
    );
  });

  test('who founded a space may carry it whatever its scope says, and no one else', () => {
    const founder = testWriter('KR', ['space', 'write'], []);
    const entry = { writer: founder, lane: 'record' as const, operations: [edit('KR')] };
    expect(judge(entry, itself(founder))).toBeNull();
    expect(judge(entry)).toBe('out-of-scope');
  });

  test('an operation of a later version needs no power, but membership and scope', () => {
    const unread = { ...edit('KR'), header: { op: 'later' } as never };
    expect(judge({ writer: reader, lane: 'record', operations: [unread] })).toBeNull();
    expect(judge({ writer: stranger, lane: 'record', operations: [unread] })).toBe('not-in-audience');
  });
});

describe('the genesis that an entry founds', () => {
  test('is only the first operation of a first control entry, for the space of that very genesis', () => {
    const founds = (entry: TestEntry) => foundedGenesis(testEntry(entry).opened);
    expect(founds({ writer: owner, operations: [genesis()] })).toEqual(GENESIS);
    expect(founds({ writer: owner, operations: [genesis()], previous })).toBeUndefined();
    expect(founds({ writer: owner, operations: [genesis()], lane: 'record' })).toBeUndefined();
    expect(founds({ writer: owner, operations: [pin, genesis()] })).toBeUndefined();
    expect(founds({ writer: owner, operations: [genesis(genesisOf('TH'))] })).toBeUndefined();
    expect(
      founds({ writer: owner, operations: [json({ op: 'genesis' }, { ...GENESIS, title: 'x' })] }),
    ).toBeUndefined();
    expect(founds({ writer: owner, operations: [json({ op: 'genesis' }, 'KR')] })).toBeUndefined();
  });
});

const at = (row: number, seq: number, members: string, seen: readonly [number, number][] = []): PlacedAudience => ({
  row,
  seq,
  past: new Map(seen),
  members: members.split(' ').filter((code) => code !== '') as MemberCode[],
});

interface Draft {
  readonly row: number;
  readonly seen: readonly number[];
  readonly members: readonly MemberCode[];
}

const sees = (later: PlacedAudience, earlier: PlacedAudience): boolean =>
  later.row === earlier.row ? later.seq > earlier.seq : (later.past.get(earlier.row) ?? 0) >= earlier.seq;

/** Places statements one after the other; each has seen some of those before it, with all that they had seen. */
function place(drafts: readonly Draft[]): PlacedAudience[] {
  const placed: PlacedAudience[] = [];
  for (const { row, seen, members } of drafts) {
    const own = placed.filter((one) => one.row === row);
    const past = unionOfPasts([...own.slice(-1), ...seen.flatMap((i) => placed[i] ?? [])]);
    past.delete(row);
    placed.push({ row, seq: own.length + 1, past, members });
  }
  return placed;
}

describe('the audience', () => {
  test.each<[string, string, PlacedAudience[]]>([
    ['no statement: nobody', '', []],
    ['an empty one: nobody', '', [at(1, 1, '')]],
    ['the last of one log', 'TH VN', [at(1, 1, 'TH'), at(1, 2, 'TH VN')]],
    ['the later across logs', 'TH', [at(1, 1, 'TH VN'), at(2, 1, 'TH', [[1, 1]])]],
    ['concurrent: what both say', 'TH', [at(1, 1, 'TH VN'), at(2, 1, 'MY TH')]],
    ['concurrent and apart: nobody', '', [at(1, 1, 'VN'), at(2, 1, 'TH')]],
    ['a removal wins over a concurrent addition', 'TH', [at(1, 1, 'TH'), at(1, 2, 'TH VN'), at(2, 1, 'TH', [[1, 1]])]],
    [
      'a later one that saw both settles it',
      'MY VN',
      [
        at(1, 1, 'VN'),
        at(2, 1, 'TH'),
        at(3, 1, 'MY VN', [
          [1, 1],
          [2, 1],
        ]),
      ],
    ],
    ['two in one entry: what both say', 'TH', [at(1, 1, 'TH VN'), at(1, 1, 'TH')]],
  ])('%s', (_what, expected, statements) => {
    expect([...audienceFrom(statements)].sort().join(' ')).toBe(expected);
  });

  test('fails closed: nobody is in it whom a maximal statement leaves out, in whatever order they are held', () => {
    const statements = fc.array(
      fc.record({
        row: fc.integer({ min: 1, max: 4 }),
        seen: fc.array(fc.nat(9), { maxLength: 3 }),
        members: fc.subarray(['KH', 'MY', 'TH', 'VN'] as MemberCode[]),
      }),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(statements, fc.infiniteStream(fc.nat()), (drafts, chance) => {
        const placed = place(drafts);
        const result = audienceFrom(placed);
        const maximal = placed.filter((one) => !placed.some((other) => sees(other, one)));
        for (const code of result) for (const one of maximal) expect(one.members).toContain(code);
        const shuffled = [...placed].sort(() => ((chance.next().value as number) % 2) - 0.5);
        expect([...audienceFrom(shuffled)].sort()).toEqual([...result].sort());
        if (placed.length === 0) expect(result.size).toBe(0);
      }),
    );
  });
});
