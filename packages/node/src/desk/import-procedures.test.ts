import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBase64url } from '@liaison/protocol';
import { databaseImage } from '@liaison/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import type { UploadImportReport } from '../commands/import-upload.js';
import type { OpenHome } from '../home/open-home.js';
import { liaisonErrorOf } from './desk-failure.js';
import { createDeskCaller } from './desk-router.js';

const homes = new TemporaryHomes('import');
const officer = { passphrase: PASSPHRASE };
const CSV = [
  'case,seized on,substance,quantity,place',
  'A-1,2026-01-05,heroin,2.1 kg,Busan zqxjv',
  'A-2,not a day,yaba,300 tablets,Jeju',
  'A-3,2026-02-01,ketamine,much,Incheon',
  'A-4,2026-02-03,heroin,1 kg,Sokcho',
  '',
].join('\n');

let home: OpenHome;
let space: string;

beforeAll(async () => {
  await homes.init('kr');
  home = await homes.open('kr');
  ({ space } = await createDeskCaller({ home }).space.create({
    officer,
    kind: 'register',
    title: 'Ports',
    audience: [],
  }));
});
afterAll(() => homes.remove());

const calls = () => createDeskCaller({ home }).import;

async function handOver(text: string, partBytes = 40): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const { upload } = await calls().begin({ name: '/home/kim/ports.csv', bytes: bytes.length });
  for (let at = 0; at < bytes.length; at += partBytes) {
    const content = encodeBase64url(bytes.subarray(at, at + partBytes));
    await calls().part({ upload, at, content });
    await calls().part({ upload, at, content }); // as after a lost answer
  }
  return upload;
}

async function run(upload: string, mapping: string, dryRun: boolean): Promise<UploadImportReport> {
  let report: UploadImportReport | undefined;
  for await (const step of await calls().run({ officer, upload, space, mapping, dryRun })) {
    if (step.type === 'result') report = step.result;
  }
  return report as UploadImportReport;
}

const codeOf = async (call: Promise<unknown>) => {
  try {
    return await call;
  } catch (error) {
    return liaisonErrorOf(error)?.code ?? error;
  }
};

describe('an uploaded file', () => {
  test('is mapped, tried and imported, with the cells at fault; what was rejected can be saved', async () => {
    const upload = await handOver(CSV);
    const suggestion = await calls().suggest({ upload, kind: 'seizure' });
    expect(suggestion.fields.map(({ field }) => field)).toEqual(expect.arrayContaining(['seizedOn', 'quantity']));
    const mapping = JSON.stringify(suggestion.mapping);
    const preview = await calls().preview({ upload, mapping, rows: 2 });
    expect(preview).toMatchObject({
      more: true,
      rows: [
        { type: 'mapped', line: 2 },
        { type: 'rejected', line: 3 },
      ],
    });
    const tried = await run(upload, mapping, true);
    expect(tried).toMatchObject({ rows: 4, imported: 2, rejected: 2, dryRun: true });
    expect(tried.rejections.map(({ line, cells }) => [line, cells?.[0]?.field, cells?.[0]?.text])).toEqual([
      [3, 'seizedOn', 'not a day'],
      [4, 'quantity', 'much'],
    ]);
    expect((await createDeskCaller({ home }).record.list({})).total).toBe(0);
    const report = await run(upload, mapping, false);
    expect(report).toMatchObject({ imported: 2, rejected: 2, rejectsKept: 2 });
    const filter = { changedAfter: report.changedAfter };
    expect((await createDeskCaller({ home }).record.list({ filter })).total).toBe(2);
    expect(await run(upload, mapping, false)).toMatchObject({ imported: 0, duplicates: 2 });
    expect((await createDeskCaller({ home }).record.list({})).total).toBe(2);
    const rejects = await calls().rejects({ upload });
    expect(rejects).toMatchObject({ name: 'ports.csv.rejected.jsonl', next: null });
    const lines = rejects.lines.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { raw: string }).raw)).toEqual(CSV.split('\n').slice(2, 4));
    await calls().drop({ upload });
    expect(await codeOf(calls().rejects({ upload }))).toBe('upload-unknown');
  });

  test('says of each column what it holds, and how it would be read as another field', async () => {
    const upload = await handOver('no,when,what\nA-1,05/01/2026,heroin\nA-2,06/01/2026,moon dust\n');
    const { columns, fields } = await calls().suggest({ upload, kind: 'seizure' });
    expect(columns).toContainEqual({ name: 'what', values: ['heroin', 'moon dust'] });
    expect(fields).toEqual([]); // no head and no value tells: the officer chooses
    const asDay = await calls().column({ upload, kind: 'seizure', field: 'seizedOn', column: 'when' });
    expect(asDay).toMatchObject({ share: 1, rule: { date: 'dd/MM/yyyy' } });
    expect(asDay.rivals).toContainEqual({ date: 'MM/dd/yyyy' });
    const asSubstance = await calls().column({ upload, kind: 'seizure', field: 'substance', column: 'what' });
    expect(asSubstance).toMatchObject({ share: 0.5, rule: { map: { heroin: 'heroin' } } });
    const none = calls().column({ upload, kind: 'seizure', field: 'substance', column: 'else' });
    expect(await codeOf(none)).toBe('suggest-nothing-fits');
  });

  test('NOD-14: is shown among what is under way while it is tried or imported', async () => {
    const upload = await handOver(CSV);
    const mapping = JSON.stringify((await calls().suggest({ upload, kind: 'seizure' })).mapping);
    const open = home.work.openImport.bind(home.work);
    const seen: unknown[] = [];
    home.work.openImport = async (author, target) => {
      const sink = await open(author, target);
      seen.push(...(await createDeskCaller({ home }).home.status()).activity);
      return sink;
    };
    await run(upload, mapping, true);
    home.work.openImport = open;
    expect(seen).toMatchObject([{ what: 'import', about: 'ports.csv' }]);
    expect((await createDeskCaller({ home }).home.status()).activity).toEqual([]);
  });

  test('DSK-6: is gone from the database once it is dropped, rows that were shown of it too', async () => {
    const upload = await handOver('case,seized on,substance,place\nB-1,2026-01-05,heroin,Yeosu wqkvp\n');
    const mapping = JSON.stringify((await calls().suggest({ upload, kind: 'seizure' })).mapping);
    // a browser gives every changing call a key, under which the answer would be kept
    const keyed = { upload, mapping, rows: 5, key: 'a-key-of-the-browser' };
    expect((await calls().preview(keyed)).rows).toMatchObject([{ type: 'mapped' }]);
    const image = () => Buffer.from(databaseImage(home.replica.context.store.database));
    expect(image().includes('wqkvp')).toBe(true);
    await calls().drop({ upload });
    expect(image().includes('wqkvp')).toBe(false);
  });

  test('DSK-6: lies in no file of the home in the clear', async () => {
    await handOver(CSV);
    const files = readdirSync(home.folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(home.folder, name),
    );
    for (const file of files.filter((name) => statSync(name).isFile())) {
      expect([file, readFileSync(file).includes('zqxjv')]).toEqual([file, false]);
    }
  });

  test('is bounded, goes on where it stopped, and old ones give way', async () => {
    expect(await codeOf(calls().begin({ name: 'big.csv', bytes: 33_554_433 }))).toBe('upload-too-large');
    expect(await codeOf(calls().begin({ name: 'none.csv', bytes: 0 }))).toBe('upload-empty');
    const { upload } = await calls().begin({ name: 'a.csv', bytes: 6 });
    const part = (at: number, text: string) =>
      calls().part({ upload, at, content: encodeBase64url(Buffer.from(text)) });
    expect(await codeOf(part(2, 'cd'))).toBe('upload-out-of-place');
    expect(await part(0, 'ab')).toMatchObject({ received: 2 });
    expect(await codeOf(calls().suggest({ upload }))).toBe('upload-incomplete');
    expect(await codeOf(part(2, 'cdefg'))).toBe('upload-out-of-place');
    const later = [await handOver('a,b\n'), await handOver('a,b\n'), await handOver('a,b\n')];
    expect(await codeOf(part(2, 'cd'))).toBe('upload-unknown');
    expect(later.map((id) => home.replica.context.store.uploads.get(id)?.name)).toEqual(Array(3).fill('ports.csv'));
    homes.clock.now += 2 * 86_400_000;
    await handOver('a,b\n');
    expect(home.replica.context.store.uploads.all()).toHaveLength(1);
  });

  test('that runs can be stopped; what is in is whole entries', async () => {
    const rows = Array.from({ length: 5_000 }, (_unused, i) => `B-${i},2026-01-05,heroin,${i + 1} g,Ulsan`);
    const upload = await handOver(['case,seized on,substance,quantity,place', ...rows, ''].join('\n'), 500_000);
    const mapping = JSON.stringify((await calls().suggest({ upload, kind: 'seizure' })).mapping);
    const before = (await createDeskCaller({ home }).record.list({})).total;
    const stopped = async () => {
      for await (const step of await calls().run({ officer, upload, space, mapping, dryRun: false })) {
        if (step.type === 'progress') expect(await calls().cancel({ upload })).toEqual({ cancelled: true });
      }
    };
    expect(await codeOf(stopped())).toBe('import-interrupted');
    const imported = (await createDeskCaller({ home }).record.list({})).total - before;
    expect([imported > 0, imported < 5_000, imported % 500]).toEqual([true, true, 0]);
    expect(await calls().cancel({ upload })).toEqual({ cancelled: false });
  });
});
