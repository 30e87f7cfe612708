import type { DraftOperation } from '@liaison/ledger';
import { LIMITS, type MemberCode, type SpaceId } from '@liaison/protocol';
import { randomRecordId } from '@liaison/records';
import { expect, test } from 'vitest';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import {
  deliver,
  digestAt,
  editOperation,
  jsonOperation,
  rawEntry,
  seizure,
  sharedCase,
  spaceRow,
  tipsAt,
} from '../raw-entries.fixture.js';

const OPERATIONS = LIMITS.entryOperationsMax;

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH', 'VN');
  for (const home of [th, vn]) await memorySync(home, kr);
  return { federation, kr, th, vn, space };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** An entry of TH's officer that no command of ours would write, straight to KR. */
function send({ kr, th, space }: Scene, lane: 'control' | 'record', operations: readonly DraftOperation[]) {
  const own = th.officer.certificate.claims.writer;
  const heads = tipsAt(kr, space).flatMap((tip) => (tip.lane === 'control' && tip.writer !== own ? [tip.id] : []));
  return deliver(kr, th, [rawEntry(kr, th.officer, { space, lane, operations, heads }).wire]);
}

const recordId = (home: MemoryHome) => randomRecordId(home.replica.context.random.bytes(16), home.clock.unixMs());
const thousand = (make: (i: number) => DraftOperation) => Array.from({ length: OPERATIONS }, (_, i) => make(i));
const statements = (home: MemoryHome, space: SpaceId, op: string) =>
  home.replica.context.standings.statements.of(spaceRow(home, space).row).filter(({ said }) => said.op === op);
const recallOf = (record: string, op: 'recall' | 'reinstate' = 'recall') =>
  jsonOperation({ op }, { ...(op === 'recall' ? { reason: 'error' } : {}), record, section: 'TH' });

async function expectStillAtWork({ kr, vn, space }: Scene) {
  seizure(kr, space, 'Busan');
  await memorySync(vn, kr);
  expect(tipsAt(vn, space)).toEqual(tipsAt(kr, space));
  expect(digestAt(vn, space)).toBe(digestAt(kr, space));
}

test('LIM-15: of a thousand consents in one entry sixteen are looked at', async () => {
  const made = await scene('consents');
  const consent = () => jsonOperation({ op: 'consent' }, { audience: ['KR', 'MY', 'TH'], newcomer: 'MY' });
  expect(send(made, 'control', thousand(consent))).toMatchObject({ entries: 1 });
  expect(statements(made.kr, made.space, 'consent')).toHaveLength(LIMITS.entryStatementsMax);
  await expectStillAtWork(made);
});

// each of the next three kept a node busy for minutes, and longer with each entry
test('thousands of recalls of what does not exist are held and passed on', async () => {
  const made = await scene('recalls');
  for (let i = 0; i < 4; i++)
    expect(
      send(
        made,
        'control',
        thousand(() => recallOf(recordId(made.th))),
      ),
    ).toMatchObject({ entries: 1 });
  expect(statements(made.kr, made.space, 'recall')).toHaveLength(4 * OPERATIONS);
  await expectStillAtWork(made);
});

test('thousands of recalls and reinstatements of one record, and what is said under them, are held and passed on', async () => {
  const made = await scene('one record');
  const record = recordId(made.th);
  for (const op of ['recall', 'reinstate', 'recall', 'reinstate'] as const)
    send(
      made,
      'control',
      thousand(() => recallOf(record, op)),
    );
  const { clientId } = made.th.officer.certificate;
  const heads = tipsAt(made.kr, made.space).flatMap(({ lane, id }) => (lane === 'control' ? [id] : []));
  const operations = [editOperation(made.th.officer, record, { fields: { place: `client ${clientId}` } })];
  const { wire } = rawEntry(made.kr, made.th.officer, { space: made.space, operations, heads });
  expect(deliver(made.kr, made.th, [wire])).toMatchObject({ entries: 1, quarantined: 0 });
  await expectStillAtWork(made);
});

test('thousands of void edits make no recall slow', async () => {
  const made = await scene('void');
  const foreign = () =>
    editOperation(made.th.officer, recordId(made.th), { fields: { place: 'Ranong' } }, { section: 'KR' as MemberCode });
  for (let i = 0; i < 3; i++) expect(send(made, 'record', thousand(foreign))).toMatchObject({ entries: 1 });
  for (let i = 0; i < 2; i++)
    send(
      made,
      'control',
      thousand(() => recallOf(recordId(made.th))),
    );
  expect(statements(made.kr, made.space, 'recall')).toHaveLength(2 * OPERATIONS);
  await expectStillAtWork(made);
});
