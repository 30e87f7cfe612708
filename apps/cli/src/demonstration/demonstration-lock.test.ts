import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { lockFolder } from './demonstration-lock.js';

const folder = mkdtempSync(join(tmpdir(), 'liaison-lock-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('lets one demonstration run on a folder, and the next once it has ended', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'demonstration-running' });
  lock.release();
  const next = await lockFolder(folder);
  next.release();
});
