import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clearFolder, folderState, makeFilesFolder, markTold } from './data-folder.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liaison-data-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the folder of the demonstration', () => {
  it('is empty, then unfinished, then told', () => {
    expect(folderState(join(folder, 'missing'))).toBe('empty');
    expect(folderState(folder)).toBe('empty');
    mkdirSync(join(folder, 'kr'));
    makeFilesFolder(folder);
    expect(folderState(folder)).toBe('unfinished');
    markTold(folder);
    expect(folderState(folder)).toBe('told');
  });

  it('is never cleared when somebody else has a file there', () => {
    const file = join(folder, 'thesis.txt');
    writeFileSync(file, 'mine');
    expect(() => clearFolder(folder)).toThrow(expect.objectContaining({ code: 'folder-not-ours' }));
    expect(existsSync(file)).toBe(true);
  });
});
