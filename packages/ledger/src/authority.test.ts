import type { MemberCode } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { foundedGenesis, judgeRight, type SpacePast } from './authority.js';
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
  owner: 'KR' as MemberCode,
  founders: new Set([owner.certificate.claims.writer]),
  audience: new Set(['KR', 'TH'] as MemberCode[]),
  cuts: [],
};

const judge = (entry: TestEntry, before: SpacePast | undefined = past) =>
  judgeRight(testEntry(entry).opened, entry.writer.certificate, before);

/** What a first entry says of itself. */
const itself = (writer = owner): SpacePast => ({
  owner: 'KR' as MemberCode,
  founders: new Set([writer.certificate.claims.writer]),
  audience: new Set(['KR' as MemberCode]),
  cuts: [],
});

const previous = { id: `${'p'.repeat(42)}A` as never, seq: 1 };
const consent = () => json({ op: 'consent' }, { audience: ['KR', 'TH', 'VN'], newcomer: 'VN' });
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
    ['a partner consents', null, { writer: partner, operations: [consent()] }],
    ['a partner asks for consent', null, { writer: partner, operations: [json({ op: 'request' }, {})] }],
    ['a partner accepts a transfer', null, { writer: partner, operations: [json({ op: 'accept' }, {})] }],
    ['a consent without the power over audiences', 'no-power', { writer: reader, operations: [consent()] }],
    ['a stranger consents', 'not-in-audience', { writer: stranger, operations: [consent()] }],
    ['the owner transfers', null, { writer: owner, operations: [json({ op: 'transfer' }, { to: 'TH' })] }],
    ['a partner transfers', 'not-owner', { writer: partner, operations: [json({ op: 'transfer' }, { to: 'TH' })] }],
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
