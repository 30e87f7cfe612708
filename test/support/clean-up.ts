import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const children = new Set<ChildProcess>();
const folders = new Set<string>();
const openHomes = new Set<{ close(): unknown }>();

/** A folder of its own for real encrypted files; it goes when the test file ends, however it ends. */
export function temporaryFolder(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `liaison-${name}-`)));
  folders.add(folder);
  return folder;
}

/** Ends this process with the test file, so that no node outlives a failed test. */
export function endWithTests(child: ChildProcess): void {
  children.add(child);
  child.once('exit', () => children.delete(child));
}

/** Closes a home that the test process itself has open, should the test forget or fail. */
export function closeWithTests<Home extends { close(): unknown }>(home: Home): Home {
  openHomes.add(home);
  return home;
}

function cleanUp(): void {
  for (const home of openHomes) home.close();
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  for (const set of [openHomes, children, folders]) set.clear();
}

afterAll(cleanUp);
process.once('exit', cleanUp);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
