import type { CastName } from './cast.js';

/**
 * One planned step: the kind of an action, or the name of an attack; `direction.ts` says how it may also name who does it where. Its own stream of chance hangs on `id`, so that
 * dropping other operations while shrinking does not change what it does more than it must.
 */
export interface Operation {
  readonly id: number;
  readonly kind: string;
}

/** What a seed stands for; each part changes what can happen, and some of it what can be promised at the end. */
export interface Plan {
  readonly seed: string;
  readonly operations: readonly Operation[];
  /** Who takes part. */
  readonly cast: CastName;
  /** Bytes after which a sender closes a page; small ones put page borders everywhere. */
  readonly pageBytes: number;
  /** Bytes of a page that a caller asks for at once, where that is less than it would: pages come in parts. */
  readonly partBytes?: number;
  /** Commits that a crash may take back; 0 is what a disk with `synchronous=FULL` promises. */
  readonly unsyncedCommits: number;
}
