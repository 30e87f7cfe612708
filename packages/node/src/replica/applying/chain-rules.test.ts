import type { EntryId, Lane, RecordId, Tip } from '@liaison/protocol';
import { orThrow, parseEntry } from '@liaison/protocol';
import { expect, test } from 'vitest';
import type { ManualClock } from '../../testing/manual-clock.js';
import { MemoryFederation } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import {
  audienceOperation,
  controlHeads,
  deliver,
  digestAt,
  editOperation,
  type RawDraft,
  rawEntry,
  seizure,
  sharedCase,
  tipsAt,
  wiresAt,
  writeAt,
} from '../raw-entries.fixture.js';

const RECORD = '018f0000-0000-7000-8000-000000000001' as RecordId;

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH'], seed);
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const space = sharedCase(kr, 'TH');
  seizure(kr, space, 'Busan');
  await memorySync(kr, th);
  return { federation, kr, th, space };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** What TH answers when KR sends an entry that its officer signed and no command would write. */
function answerTo({ kr, th, space }: Scene, draft: Partial<RawDraft>, lane: Lane = 'record'): string | undefined {
  const operations = [editOperation(kr.officer, RECORD, { fields: { place: 'Ulsan' } })];
  const heads = controlHeads(kr, space);
  const { wire } = rawEntry(kr, kr.officer, { space, operations, lane, heads, ...draft });
  return deliver(th, kr, [wire]).refused?.code;
}

const claimsOf = (token: string) => orThrow(parseEntry(token)).claims;
const idOf = (token: string) => orThrow(parseEntry(token)).id;

const tipOf = ({ kr, space }: Scene, lane: Lane): Tip => tipsAt(kr, space).find((tip) => tip.lane === lane) as Tip;

test('LOG-1: prev names the entry just before it in the same log', async () => {
  const here = await scene('log-1');
  const record = tipOf(here, 'record');
  expect(answerTo(here, { after: { id: record.id, seq: record.seq + 5 } })).toBe('chain-broken');
  expect(answerTo(here, { after: tipOf(here, 'control') })).toBe('chain-broken');
  expect(answerTo(here, { after: record })).toBeUndefined();
});

test('LOG-2: a head is an entry of the same space, and none of the own log', async () => {
  const here = await scene('log-2');
  const other = sharedCase(here.kr, 'TH');
  await memorySync(here.kr, here.th);
  expect(answerTo(here, { heads: [...controlHeads(here.kr, other)] })).toBe('chain-broken');
  const own = tipOf(here, 'record');
  expect(answerTo(here, { after: own, heads: [own.id as EntryId] })).toBe('chain-broken');
});

test('LOG-3: a control entry names control entries only', async () => {
  const here = await scene('log-3');
  seizure(here.th, here.space, 'Bangkok');
  await memorySync(here.th, here.kr);
  const record = tipOf(here, 'record');
  expect(answerTo(here, { heads: [record.id], after: tipOf(here, 'control') }, 'control')).toBe('chain-broken');
});

test('PAG-3, SYN-8: a page holds entries after all that they name, space by space, and says when some are left', async () => {
  const { kr, th, space } = await scene('pag-3');
  writeAt(kr, space, 'control', [audienceOperation('TH')]);
  for (const place of ['Jeju', 'Ulsan', 'Daegu']) seizure(kr, space, place);
  const wants = [
    { space, lane: 'control' as Lane, have: [] },
    { space, lane: 'record' as Lane, have: [] },
  ];
  const all = kr.replica.select(th.service.writer, wants, 1 << 20);
  expect(all.more).toBe(false);
  const tokens = all.entries.map(({ token }) => token);
  expect([...tokens].sort()).toEqual(
    wiresAt(kr, space)
      .map(({ token }) => token)
      .sort(),
  );
  for (const [place, token] of tokens.entries()) {
    const { prev, heads } = claimsOf(token);
    const named = [prev, ...heads].map((id) => tokens.findIndex((other) => idOf(other) === id));
    expect(named.filter((before) => before >= place)).toEqual([]);
  }
  // the control lane of one space is not parted, however small a page shall be
  const first = kr.replica.select(th.service.writer, wants, 1);
  expect(first.more).toBe(true);
  expect(first.entries.map(({ token }) => claimsOf(token).lane)).toEqual(['control', 'control']);
});

test('CRT-7: no receiver refuses what a writer said before its mission began or after it ended', async () => {
  const federation = new MemoryFederation(['KR', 'TH'], 'crt-7');
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const space = sharedCase(kr, 'TH');
  for (const year of [1980, 2099]) {
    (kr.clock as ManualClock).now = Date.UTC(year, 0, 1);
    seizure(kr, space, `Busan ${year}`);
  }
  expect(await memorySync(kr, th)).toMatchObject({ converged: true });
  expect(digestAt(th, space)).toBe(digestAt(kr, space));
});
