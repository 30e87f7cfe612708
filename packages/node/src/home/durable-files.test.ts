import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTextIfPresent, writeFileDurably } from './durable-files.js';
import { readRunningNode, removeRunningNode, writeRunningNode } from './running-node.js';
import { systemClock } from './system-clock.js';
import { systemRandom } from './system-random.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liaison-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('writeFileDurably', () => {
  it('replaces a file, whoever could read it before, and leaves nothing beside it', () => {
    const path = join(folder, 'home.json');
    writeFileSync(path, 'old', { mode: 0o644 });
    writeFileSync(`${path}.new`, 'left by a killed process', { mode: 0o644 });
    writeFileDurably(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['home.json']);
  });

  it('leaves the old file when the new one cannot take its place', () => {
    const path = join(folder, 'taken');
    mkdirSync(join(path, 'inside'), { recursive: true });
    expect(() => writeFileDurably(path, 'new')).toThrow(expect.objectContaining({ code: 'folder-not-written' }));
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});

describe('readTextIfPresent', () => {
  it('tells absent from unreadable', () => {
    expect(readTextIfPresent(join(folder, 'nothing'))).toBeUndefined();
    expect(() => readTextIfPresent(folder)).toThrow(expect.objectContaining({ code: 'home-damaged' }));
  });
});

describe('the note of a running node', () => {
  it('is written, read and removed', () => {
    expect(readRunningNode(folder)).toBeUndefined();
    writeRunningNode(folder, { pid: 4242, socket: '/run/liaison.sock' });
    expect(readRunningNode(folder)).toEqual({ pid: 4242, socket: '/run/liaison.sock' });
    removeRunningNode(folder);
    removeRunningNode(folder);
    expect(readRunningNode(folder)).toBeUndefined();
  });

  it('is nothing when it cannot be read', () => {
    writeFileSync(join(folder, 'node.json'), '{"pid":0}');
    expect(readRunningNode(folder)).toBeUndefined();
  });
});

describe('the machine', () => {
  it('tells the time with its offset and gives fresh bytes', () => {
    const now = systemClock.unixMs();
    expect(Math.abs(now - Date.now())).toBeLessThan(1_000);
    expect(systemClock.offsetMinutes(now)).toBe(0 - new Date(now).getTimezoneOffset());
    expect(systemRandom.bytes(32)).toHaveLength(32);
    expect(systemRandom.bytes(32)).not.toEqual(systemRandom.bytes(32));
  });
});
