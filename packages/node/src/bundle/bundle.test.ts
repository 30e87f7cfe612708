import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseImage, openMemoryDatabase } from '@liaison/store';
import { bundleParts, callerClient, createPeerRouter, planBundle, runSync } from '@liaison/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeBundle } from '../commands/make-bundle.js';
import { readBundleFile } from '../commands/read-bundle.js';
import { recallRecord } from '../commands/recall-record.js';
import { MemoryFederation, type MemoryHome, memorySync } from '../testing/index.js';
import { asHome, BundleFolder, caseOf, digestAt, read, seizure } from './bundle-folder.fixture.js';

let at: BundleFolder;
let kr: MemoryHome;
let th: MemoryHome;
let vn: MemoryHome;

beforeEach(() => {
  at = new BundleFolder();
  ({ kr, th, vn } = at);
});
afterEach(() => at.remove());

/** A home that hands out control lanes only, as one whose session broke before the records. */
const controlOnly = ({ replica }: MemoryHome): typeof replica =>
  new Proxy(replica, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target) as unknown;
      if (name !== 'select') return typeof value === 'function' ? value.bind(target) : value;
      return (...[peer, wants, bytes]: Parameters<typeof target.select>) =>
        target.select(
          peer,
          wants.filter(({ lane }) => lane === 'control'),
          bytes,
        );
    },
  });

describe('a bundle', () => {
  it('BDL-7, BDL-10: two homes become equal by files alone, and what is receipted is not carried again', async () => {
    const space = caseOf(kr, ['TH'], 5);
    const there = await at.make(kr, [th]);
    expect(there).toMatchObject({ entries: 7, spaces: 1, leftOut: [] });
    expect(statSync(there.file).mode & 0o777).toBe(0o600);
    expect(readdirSync(at.folder)).toHaveLength(1);
    expect(await read(th, there)).toMatchObject({ peer: 'KR', converged: true, entriesReceived: 7, missingCount: 0 });
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
    seizure(th, space, 'Bangkok');
    const back = await at.make(th, [kr]);
    expect(back.entries).toBe(1);
    expect(await read(kr, back)).toMatchObject({ converged: true, entriesReceived: 1, receipts: 1 });
    expect((await at.make(kr, [th])).entries).toBe(0);
    expect(await read(th, await at.make(kr, [th]))).toMatchObject({ converged: true, entriesReceived: 0 });
    expect((await memorySync(kr, th)).entriesSent).toBe(0);
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
  });

  it('BDL-9: is taken again without harm, in any order, after a stop at any part', async () => {
    const space = caseOf(kr, ['TH']);
    const first = await at.make(kr, [th]);
    seizure(kr, space, 'later');
    const second = await at.make(kr, [th]);
    const stop = new AbortController();
    const stopped = await readBundleFile(asHome(th), {
      file: second.file,
      signal: stop.signal,
      onProgress: ({ partsRead }) => partsRead === 3 && stop.abort(),
    });
    expect(stopped).toMatchObject({ converged: false, partsRead: 3, error: { code: 'sync-stopped' } });
    expect(await read(th, second)).toMatchObject({ converged: true, pending: 0 });
    expect(await read(th, second)).toMatchObject({ converged: true, entriesReceived: 0, duplicates: 6 });
    expect(await read(th, first)).toMatchObject({ converged: true, entriesReceived: 0, duplicates: 5 });
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
  });

  it('BDL-5: the control lane of every space stands before any record, spaces with little first', async () => {
    const large = caseOf(kr, ['TH'], 30);
    const small = caseOf(kr, ['TH'], 1);
    kr.replica.issueReceipts([large, small]);
    const recipients = [th.service.writer];
    const plan = planBundle(kr.replica, { recipients, whole: false });
    expect(plan.starts.map(({ space }) => space)).toEqual([small, large]);
    const kinds = [...bundleParts(kr.replica, plan)].map(({ kind }) => kind);
    expect(kinds).toEqual(['documents', 'starts', 'control', 'record', 'receipts', 'views']);
  });

  it('BDL-7: holds only what every named home may hold', async () => {
    const both = caseOf(kr, ['TH', 'VN']);
    const onlyThai = caseOf(kr, ['TH']);
    caseOf(kr, []);
    const made = await at.make(kr, [th, vn]);
    expect(made).toMatchObject({ spaces: 1, leftOut: [onlyThai] });
    expect(await read(vn, made)).toMatchObject({ converged: true, entriesReceived: 5 });
    expect(await read(th, made)).toMatchObject({ converged: true, entriesReceived: 5 });
    expect([digestAt(th, onlyThai), digestAt(vn, onlyThai)]).toEqual([undefined, undefined]);
    expect(digestAt(th, both)).toBe(digestAt(kr, both));
    const laptop = at.federation.addLaptop('KR-laptop', 'KR', [both]);
    const forLaptop = await at.make(kr, [laptop]);
    expect(forLaptop).toMatchObject({ spaces: 1 });
    expect(await read(laptop, forLaptop)).toMatchObject({ converged: true });
    expect(digestAt(laptop, onlyThai)).toBeUndefined();
  });

  it('BDL-8: goes on from receipts; a home that lost its data is told what is missing and is helped from the start', async () => {
    const space = caseOf(kr, ['TH']);
    await memorySync(kr, th);
    seizure(kr, space, 'after the loss');
    at.federation.reopen(th, openMemoryDatabase());
    const going = await at.make(kr, [th]);
    expect(going.entries).toBe(1);
    const told = await read(th, going);
    expect(told).toMatchObject({ converged: false, entriesReceived: 0, missingCount: 2 });
    expect(told.missing[0]).toMatchObject({ space, writer: kr.officerKeys.writer });
    expect(told.refused).toMatchObject([{ kind: 'record', code: 'space-unknown' }]);
    expect(await read(th, await at.make(kr, [th], true))).toMatchObject({ converged: true });
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
  });

  it('BDL-8: entries whose past is missing wait, and are taken up when an earlier bundle brings it', async () => {
    const space = caseOf(kr, ['TH']);
    const early = await at.make(kr, [th]);
    const onlyControl = openMemoryDatabase();
    await memorySync(kr, th);
    seizure(kr, space, 'after');
    const late = await at.make(kr, [th]);
    at.federation.reopen(th, onlyControl);
    const caller = createPeerRouter().createCaller({ caller: th.service.writer, replica: controlOnly(kr) });
    await runSync(callerClient(caller, kr.service.writer), th.replica);
    expect(await read(th, late)).toMatchObject({ converged: false, pending: 1, missingCount: 1 });
    expect(await read(th, early)).toMatchObject({ converged: true, entriesReceived: 4 });
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
    expect(await read(th, late)).toMatchObject({ converged: true, missingCount: 0 });
  });

  it('made before a recall and read after it brings only what is left', async () => {
    const space = caseOf(kr, ['TH'], 0);
    const { record } = seizure(kr, space, 'Hideout 47');
    const before = await at.make(kr, [th]);
    recallRecord(kr.replica, kr.officer, { record, reason: 'source-protection', joint: false });
    const after = await at.make(kr, [th]);
    expect(await read(th, after)).toMatchObject({ converged: true });
    expect(await read(th, before)).toMatchObject({ converged: true, entriesReceived: 0, duplicates: 3 });
    expect(Buffer.from(databaseImage(th.database)).includes('Hideout 47')).toBe(false);
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
    // and where the old one comes first, the recall takes the content out again
    const laptop = at.federation.addLaptop('TH-laptop', 'TH', '*');
    await read(laptop, await at.make(th, [laptop], true));
    expect(digestAt(laptop, space)).toBe(digestAt(kr, space));
  });

  it('BDL-9: a maker that is not known yet is introduced by its own documents', async () => {
    const space = caseOf(kr, ['TH']);
    const laptop = at.federation.addLaptop('KR-laptop', 'KR', '*');
    await memorySync(laptop, kr);
    seizure(laptop, space, 'from the road');
    const made = await at.make(laptop, [th]);
    expect(th.replica.certificate(laptop.service.writer)).toBeUndefined();
    expect(await read(th, made)).toMatchObject({ converged: true, peer: 'KR', entriesReceived: 6 });
    at.federation.revoke('KR', [laptop.service.writer]);
    await memorySync(kr, th);
    await expect(read(th, made)).rejects.toMatchObject({ code: 'caller-revoked' });
    await expect(at.make(kr, [laptop])).rejects.toMatchObject({ code: 'bundle-home-refused' });
  });

  it('is refused by homes that it does not name and by other communities', async () => {
    caseOf(kr, ['TH']);
    const made = await at.make(kr, [th]);
    await expect(read(vn, made)).rejects.toMatchObject({ code: 'sealed-for-others' });
    const other = new MemoryFederation(['KR', 'TH'], 'elsewhere').home('TH');
    const asThai = { ...asHome(other), serviceAgreementKey: th.service.agreement };
    await expect(readBundleFile(asThai, { file: made.file })).rejects.toMatchObject({
      code: 'bundle-other-community',
    });
  });

  it('is written whole or not at all, and overwrites nothing', async () => {
    caseOf(kr, ['TH']);
    const file = join(at.folder, 'taken');
    writeFileSync(file, 'mine');
    const input = { for: ['TH'], file, whole: false };
    await expect(makeBundle(asHome(kr), { ...input, for: [th.service.writer] })).rejects.toMatchObject({
      code: 'bundle-file-exists',
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const stop = new AbortController();
    const stopping = makeBundle(asHome(kr), {
      ...input,
      for: [th.service.writer],
      file: join(at.folder, 'stopped'),
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(stopping).rejects.toMatchObject({ code: 'sync-stopped' });
    const nowhere = join(at.folder, 'no', 'folder');
    await expect(makeBundle(asHome(kr), { ...input, for: [th.service.writer], file: nowhere })).rejects.toMatchObject({
      code: 'folder-not-written',
    });
    expect(readdirSync(at.folder)).toEqual(['taken']);
  });
});
