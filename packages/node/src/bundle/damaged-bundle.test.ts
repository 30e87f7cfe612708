import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealBundleEnvelope, signBundle } from '@liaison/identity';
import type { DocumentId } from '@liaison/protocol';
import { type BundlePartBytes, bundleParts, planBundle } from '@liaison/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BundleFolder, caseOf, digestAt, read } from './bundle-folder.fixture.js';
import { BundleWriter } from './bundle-writer.js';

let at: BundleFolder;
let damaged: string;
beforeEach(() => {
  at = new BundleFolder();
  damaged = join(at.folder, 'damaged');
});
afterEach(() => at.remove());

/** What reading these bytes comes to: `taken`, or the code of what was found. */
async function outcome(bytes: Uint8Array): Promise<string> {
  writeFileSync(damaged, bytes);
  try {
    const { converged, error } = await read(at.th, { file: damaged });
    return converged ? 'taken' : (error?.code ?? 'not told');
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const FOUND = [
  'bundle-cut-off',
  'bundle-damaged',
  'bundle-malformed',
  'sealed-file-malformed',
  'sealed-for-others',
] as const;

describe('a bundle that was damaged on the way', () => {
  it('BDL-1, BDL-2, BDL-4: any bit changed is found, and no entry is taken from where it lies', async () => {
    const space = caseOf(at.kr, ['TH'], 2);
    const { file, bytes: size } = await at.make(at.kr, [at.th]);
    const good = readFileSync(file);
    expect(good.length).toBe(size);
    const found = new Set<string>();
    const places = [...Array(40).keys(), ...Array.from({ length: 200 }, (_, i) => Math.floor((i * size) / 200))];
    for (const place of places) {
      const changed = Buffer.from(good);
      changed[place] = (changed[place] as number) ^ (1 << (place % 8));
      found.add(await outcome(changed));
    }
    expect([...found].filter((code) => !FOUND.includes(code as never))).toEqual([]);
    expect(found.size).toBeGreaterThan(2);
    expect(await outcome(good)).toBe('taken');
    expect(digestAt(at.th, space)).toBe(digestAt(at.kr, space));
  });

  it('BDL-1: cut off anywhere it says so and keeps whole parts; a byte behind its end refuses it', async () => {
    const space = caseOf(at.kr, ['TH'], 2);
    const { file, bytes: size } = await at.make(at.kr, [at.th]);
    const good = readFileSync(file);
    expect(await outcome(Buffer.concat([good, Buffer.of(0)]))).toBe('bundle-malformed');
    expect(digestAt(at.th, space)).toBeUndefined();
    for (const length of [0, 2, 3, 5, 400, size - 4_000, size - 1]) {
      expect([length, FOUND.includes((await outcome(good.subarray(0, length))) as never)]).toEqual([length, true]);
    }
    expect(await outcome(good.subarray(0, size - 1))).toBe('bundle-cut-off');
    expect(digestAt(at.th, space)).toBe(digestAt(at.kr, space));
  });
});

describe('a bundle whose maker signed what is wrong', () => {
  /** A bundle of exactly these parts, signed and sealed as it must be. */
  async function signed(parts: readonly BundlePartBytes[]): Promise<string> {
    const { kr, th, folder } = at;
    const file = join(folder, 'signed.bundle');
    rmSync(file, { force: true });
    const key = at.federation.random.bytes(32);
    const writer = new BundleWriter(file, key);
    for (const part of parts) writer.add(part);
    const claims = { v: 1 as const, maker: kr.service.writer, recipients: [th.service.writer], parts: writer.parts };
    const community = kr.replica.documents().rosters[0] as DocumentId;
    const { token } = signBundle({ ...claims, community, at: '2026-11-24T09:00:00.000+09:00' }, kr.service.signing);
    writer.finish(await sealBundleEnvelope({ key, manifest: token }, [th.service.agreement.publicKey]));
    writer.close();
    return file;
  }
  const json = (kind: BundlePartBytes['kind'], content: unknown) => ({
    kind,
    bytes: Buffer.from(JSON.stringify(content)),
  });

  it('BDL-6, BDL-9: each wrong part is refused alone and counted, the right ones are taken', async () => {
    const space = caseOf(at.kr, ['TH'], 2);
    const plan = planBundle(at.kr.replica, { recipients: [at.th.service.writer], whole: false });
    const right = [...bundleParts(at.kr.replica, plan)];
    const of = (kind: string) => right.filter((part) => part.kind === kind);
    const file = await signed([
      json('documents', { rosters: [], directories: ['x.y.z'] }),
      json('documents', { rosters: [] }),
      json('starts', [{ space, heads: [{}] }]),
      json('starts', { space }),
      json('control', {}),
      ...of('control'),
      { kind: 'record', bytes: Buffer.from('4c500100', 'hex') },
      ...of('record'),
      json('receipts', ['not a receipt']),
      json('receipts', 7),
      { kind: 'receipts', bytes: Buffer.from('[ ]') },
      json('views', [{ space, fingerprint: 'A'.repeat(43) }]),
    ]);
    const report = await read(at.th, { file });
    expect(report.refused.map(({ part, code }) => [part, code])).toEqual([
      [0, 'token-malformed'],
      ...[1, 2, 3].map((part) => [part, 'bundle-part-malformed']),
      [4, 'page-malformed'],
      [6, 'page-malformed'],
      ...[9, 10, 11].map((part) => [part, 'bundle-part-malformed']),
    ]);
    expect(report).toMatchObject({ converged: false, partsRead: 12, entriesReceived: 4, receipts: 0 });
    expect(digestAt(at.th, space)).toBe(digestAt(at.kr, space));
  });

  it('raises the alarm where equal entries look otherwise to its maker', async () => {
    const space = caseOf(at.kr, ['TH'], 1);
    const plan = planBundle(at.kr.replica, { recipients: [at.th.service.writer], whole: false });
    const right = [...bundleParts(at.kr.replica, plan)];
    const views = JSON.parse(Buffer.from(right.at(-1)?.bytes ?? []).toString()) as { digest: string }[];
    const twisted = views.map((view) => ({ ...view, digest: 'f'.repeat(64) }));
    const file = await signed([...right.slice(0, -1), json('views', twisted)]);
    expect(await read(at.th, { file })).toMatchObject({
      converged: false,
      entriesReceived: 3,
      alarms: [{ code: 'view-digest-differs', about: [space] }],
    });
  });
});
