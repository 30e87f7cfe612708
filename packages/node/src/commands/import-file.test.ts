import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import type { OpenHome } from '../home/open-home.js';
import type { Author } from '../replica/write-entry.js';
import { createSpace } from './create-space.js';
import { type ImportFileInput, importFile } from './import-file.js';

const homes = new TemporaryHomes('import-file');
let home: OpenHome;
let author: Author;
let input: Omit<ImportFileInput, 'file'>;

beforeAll(async () => {
  await homes.init('kr');
  home = await homes.open('kr');
  author = await home.unlockOfficer(undefined, PASSPHRASE);
  const { space } = createSpace(home.replica, author, { kind: 'register', title: 'Imports', audience: [] });
  const fields = { place: { column: 'place' }, seizedOn: { column: 'on', date: 'yyyy-MM-dd' } };
  const mappingFile = written('mapping.json', JSON.stringify({ kind: 'seizure', source: 'x', key: ['id'], fields }));
  input = { space, mappingFile, dryRun: false };
});
afterAll(() => homes.remove());

const written = (name: string, text: string) => {
  writeFileSync(homes.path(name), text);
  return homes.path(name);
};
const csv = (name: string, ...rows: string[]) => written(name, ['id,place,on', ...rows, ''].join('\n'));
const run = (file: string, change: Partial<ImportFileInput> = {}) =>
  importFile(home.work, author, { ...input, file, ...change });
const kept = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { line: number; raw: string; cells: object[] });

describe('rejected rows', () => {
  test('are shown by line and cell, and kept for the owner alone', async () => {
    const file = csv('bad.csv', '1,Busan,2026-02-30', '2,Jeju,2026-02-03');
    const cells = [{ field: 'seizedOn', column: 'on', code: 'date-unreadable' }];
    const report = await run(file);
    expect(report).toMatchObject({ imported: 1, rejected: 1, rejections: [{ line: 2, cells }] });
    expect(report.rejectedFile).toBe(`${file}.rejected.jsonl`);
    expect(kept(`${file}.rejected.jsonl`)).toMatchObject([{ line: 2, raw: '1,Busan,2026-02-30', cells }]);
    expect(statSync(`${file}.rejected.jsonl`).mode & 0o777).toBe(0o600);
    csv('bad.csv', '1,Busan,2026-02-20', '2,Jeju,2026-02-03');
    expect(await run(file)).toMatchObject({ imported: 1, duplicates: 1, rejected: 0, rejectedFile: null });
    expect(existsSync(`${file}.rejected.jsonl`)).toBe(false);
  });

  test('are only counted and shown in a dry run', async () => {
    const file = csv('dry.csv', ...Array.from({ length: 30 }, (_, i) => `d${i},Busan,never`));
    const report = await run(file, { dryRun: true });
    expect([report.rejected, report.rejections.length, report.rejectedFile]).toEqual([30, 20, null]);
    expect(existsSync(`${file}.rejected.jsonl`)).toBe(false);
  });

  test('of an import that was stopped are kept as far as it came', async () => {
    const good = Array.from({ length: 600 }, (_, i) => `s${i},Busan,2026-02-03`);
    const file = csv('stopped.csv', 'x,Busan,never', ...good);
    const stop = new AbortController();
    const stopped = run(file, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'import-interrupted', data: { imported: 500 } });
    expect(kept(`${file}.rejected.jsonl`)).toMatchObject([{ line: 2 }]);
    expect(await run(file)).toMatchObject({ imported: 100, duplicates: 500, rejected: 1 });
  });

  test.skipIf(process.getuid?.() === 0)('that could not be kept stop the import before its first row', async () => {
    mkdirSync(homes.path('sealed'));
    const file = csv('sealed/list.csv', '9,Busan,never');
    chmodSync(homes.path('sealed'), 0o500);
    await expect(run(file)).rejects.toMatchObject({ code: 'rejects-not-written' });
  });

  test('go where they are told to', async () => {
    const file = csv('elsewhere.csv', '9,Busan,never');
    const missing = homes.path('nowhere/rejected.jsonl');
    await expect(run(file, { rejectsFile: missing })).rejects.toMatchObject({ code: 'rejects-not-written' });
    const rejectsFile = homes.path('rejected.jsonl');
    expect(await run(file, { rejectsFile })).toMatchObject({ rejected: 1, rejectedFile: rejectsFile });
    expect(kept(rejectsFile)).toHaveLength(1);
  });
});
