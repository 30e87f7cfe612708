import type { Random } from '@liaison/identity';
import type { MemberCode, WriterId } from '@liaison/protocol';
import type { Store } from '@liaison/store';
import type { Clock } from './clock.js';
import type { CommitMemory } from './commit-memory.js';
import type { AuthorityBook } from './rights/authority-book.js';
import type { SpaceMarksCache } from './rights/space-marks.js';
import type { SpaceStandings } from './rights/space-standings.js';

/** Everything one home's replica works with; time and chance are injected so that a federation can be replayed. */
export interface ReplicaContext {
  readonly store: Store;
  readonly authority: AuthorityBook;
  readonly standings: SpaceStandings;
  readonly marks: SpaceMarksCache;
  readonly commits: CommitMemory;
  /** Member and service writer of this home. */
  readonly member: MemberCode;
  readonly home: WriterId;
  readonly clock: Clock;
  readonly random: Random;
  /** Tips that a space may have after a page. */
  readonly tipsTakenMax: number;
}
