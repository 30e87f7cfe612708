import {
  type EntryId,
  encodeBase64url,
  type RecordId,
  type SpaceId,
  sha256Text,
  type WireEntry,
} from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { homeStatus } from '../../queries/home-status.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { auditSignatures } from '../../verify/audit-signatures.js';
import { verifyHome } from '../../verify/verify-home.js';
import {
  controlHeads,
  deliver,
  editOperation,
  rawEntry,
  seizure,
  sharedCase,
  spaceRow,
  wiresAt,
} from '../raw-entries.fixture.js';

const RECORD = '018f0000-0000-7000-8000-00000000000' as const;
const record = (digit: number) => `${RECORD}${digit}` as RecordId;

const withSignature = (wire: WireEntry, change: (bytes: Uint8Array) => void): WireEntry => {
  const [header, payload, signature] = wire.token.split('.') as [string, string, string];
  const bytes = new Uint8Array(Buffer.from(signature, 'base64url'));
  change(bytes);
  return { ...wire, token: `${header}.${payload}.${encodeBase64url(bytes)}` };
};

const UNKNOWN = 'A'.repeat(43) as EntryId;

const damaged = (wire: WireEntry) => withSignature(wire, (bytes) => bytes.set([(bytes[5] as number) ^ 1], 5));

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH', 'VN');
  await memorySync(kr, th);
  await memorySync(kr, vn);
  return { kr, th, vn, space };
}

/** Enough honest entries of one log to make a page a bulk page. */
function filler(home: MemoryHome, space: SpaceId, count: number): WireEntry[] {
  const before = wiresAt(home, space).length;
  for (let i = 0; i < count; i++) seizure(home, space, `place ${i}`);
  return wiresAt(home, space).slice(before);
}

describe('signatures of a page', () => {
  test('a live page with one wrong signature is refused whole', async () => {
    const { kr, th, space } = await scene('live');
    const before = homeStatus(th.replica.context).entries;
    const page = filler(kr, space, 3);
    const report = deliver(th, kr, [page[0], page[1], damaged(page[2] as WireEntry)] as WireEntry[]);
    expect(report).toMatchObject({ entries: 0, refused: { code: 'signature-wrong' } });
    expect(homeStatus(th.replica.context).entries).toBe(before);
    expect(deliver(th, kr, page)).toMatchObject({ entries: 3 });
  });

  test('LOG-6: in bulk a later entry of the same log vouches; the audit finds what was damaged on the way', async () => {
    const { kr, th, space } = await scene('bulk');
    const page = filler(kr, space, 20);
    page[7] = damaged(page[7] as WireEntry);
    expect(deliver(th, kr, page)).toMatchObject({ entries: 20 });
    const audit = auditSignatures(th.replica, 100);
    expect(audit.damaged).toHaveLength(1);
    expect(audit.checked).toBe(18); // 20, less the last, which vouched, and the damaged one
    expect(auditSignatures(th.replica, 100)).toEqual({ checked: 0, damaged: [] });
    const { problems } = await verifyHome(th.replica);
    const { writer } = kr.officerKeys;
    expect(problems).toEqual([
      { code: 'signature-wrong', where: `${writer} record 9`, message: expect.stringContaining('signature') },
    ]);
  });

  test('LOG-6: the last entry of a bulk page is verified', async () => {
    const { kr, th, space } = await scene('bulk-last');
    const page = filler(kr, space, 20);
    page[19] = damaged(page[19] as WireEntry);
    expect(deliver(th, kr, page)).toMatchObject({ entries: 0, refused: { code: 'signature-wrong' } });
  });

  test("another writer's entry that names it as `prev` vouches for nothing", async () => {
    const { kr, th, vn, space } = await scene('false-voucher');
    const page = filler(vn, space, 20);
    const words = { fields: { place: 'never said' } };
    const forged = damaged(
      rawEntry(kr, kr.officer, {
        space,
        heads: controlHeads(kr, space),
        operations: [editOperation(kr.officer, record(1), words)],
      }).wire,
    );
    const forgedId = rawEntryId(forged);
    const voucher = rawEntry(vn, vn.officer, {
      space,
      after: { id: forgedId, seq: 900 },
      heads: [UNKNOWN],
      operations: [editOperation(vn.officer, record(2), words)],
    }).wire;
    const report = deliver(th, vn, [...page, forged, voucher]);
    expect(report).toMatchObject({ entries: 0, refused: { code: 'signature-wrong' } });
    expect(th.replica.holds(forgedId)).toBe(false);
    expect(th.replica.context.store.sections.record(spaceRow(th, space).row, record(1))).toBeUndefined();
  });
});

const rawEntryId = (wire: WireEntry) => {
  const [header, payload] = wire.token.split('.');
  return sha256Text(`${header}.${payload}`) as EntryId;
};
