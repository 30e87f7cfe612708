import { setTimeout as pause } from 'node:timers/promises';

const STEP_MS = 5;

/** Asks until the answer is yes; fails after the deadline with what was waited for. */
export async function eventually(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  deadlineMs = 30_000,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`waited ${deadlineMs} ms in vain: ${what}`);
    await pause(STEP_MS);
  }
}
