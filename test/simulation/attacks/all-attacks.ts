import type { Attack } from '../attack.js';
import { bareSkeleton } from './bare-skeleton.js';
import { brokenPage } from './broken-page.js';
import { claimSpace } from './claim-space.js';
import { controlFork } from './control-fork.js';
import { foreignAudience } from './foreign-audience.js';
import { foreignPlace } from './foreign-place.js';
import { forgedAuthor } from './forged-author.js';
import { halfPage } from './half-page.js';
import { hostileUpdate } from './hostile-update.js';
import { ownFork } from './own-fork.js';
import { foreignPin, ownPin } from './pin-attacks.js';
import { poisonedWait } from './poisoned-wait.js';
import { replayElsewhere } from './replay-elsewhere.js';
import { rollBack } from './roll-back.js';
import { stalePage } from './stale-page.js';
import { twoDirectories } from './two-directories.js';
import { unseenOrigin } from './unseen-origin.js';
import { unwantedSpace } from './unwanted-space.js';
import { withhold } from './withhold.js';

/** Everything that a hostile member does. */
export const ATTACKS: readonly Attack[] = [
  hostileUpdate,
  unseenOrigin,
  foreignPlace,
  foreignAudience,
  poisonedWait,
  ownFork,
  controlFork,
  foreignPin,
  ownPin,
  brokenPage,
  bareSkeleton,
  unwantedSpace,
  stalePage,
  replayElsewhere,
  forgedAuthor,
  claimSpace,
  rollBack,
  withhold,
  twoDirectories,
  halfPage,
];
