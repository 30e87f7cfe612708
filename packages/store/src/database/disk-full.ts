import { LiaisonError } from '@liaison/protocol';

/** How a full disk is told, wherever it was met. */
export const DISK_FULL = {
  code: 'disk-full',
  message: 'The disk is full; the last change was not saved and nothing else was touched.',
  next: 'Free some disk space and repeat the last action.',
};

/**
 * `disk-full`: there was no room for something beside the database. By itself (`@liaison/store/disk-full`), so that a command
 * which only calls a running node does not load SQLite for it.
 */
export const diskFull = (cause: unknown): LiaisonError =>
  new LiaisonError(DISK_FULL.code, DISK_FULL.message, DISK_FULL.next, { cause });
