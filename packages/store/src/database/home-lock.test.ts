import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { acquireHomeLock, isHomeLocked } from './home-lock.js';
import { temporaryFolder } from './temporary-database.fixture.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const source = fileURLToPath(new URL('./home-lock.ts', import.meta.url));
const inUse = expect.objectContaining({ code: 'home-in-use', next: expect.stringContaining('serve') });

/** A second process that runs the real source, takes the lock and waits. */
const HOLDER = `
  import { createViteServer } from 'vitest/node';
  const vite = await createViteServer({
    configFile: false, root: process.argv[1], logLevel: 'error', server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true }, resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } },
  });
  const { acquireHomeLock } = await vite.ssrLoadModule(process.argv[2]);
  acquireHomeLock(process.argv[3]);
  console.log('held');
  process.stdin.resume();
`;

const startHolder = async (folder: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, root, source, folder], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  expect(String(line).trim()).toBe('held');
  return child;
};

describe('acquireHomeLock', () => {
  it('has one owner inside a process too, and the loser does not weaken it', () => {
    const folder = temporaryFolder();
    const lock = acquireHomeLock(folder);
    expect(() => acquireHomeLock(folder)).toThrow(inUse);
    expect(() => acquireHomeLock(folder)).toThrow(inUse);
    lock.release();
    lock.release();
    acquireHomeLock(folder).release();
    expect(statSync(join(folder, 'lock.db')).mode & 0o777).toBe(0o600);
  });

  it('is free as soon as another owner was killed with -9', async () => {
    const folder = temporaryFolder();
    expect(isHomeLocked(folder)).toBe(false);
    const holder = await startHolder(folder);
    expect(() => acquireHomeLock(folder)).toThrow(inUse);
    expect(isHomeLocked(folder)).toBe(true);
    const exited = once(holder, 'exit');
    holder.kill('SIGKILL');
    await exited;
    expect(isHomeLocked(folder)).toBe(false);
    acquireHomeLock(folder).release();
  });

  it('says when the folder does not exist', () => {
    expect(() => acquireHomeLock(join(temporaryFolder(), 'absent'))).toThrow(
      expect.objectContaining({ code: 'home-missing' }),
    );
  });
});
