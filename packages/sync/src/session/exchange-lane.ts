import type { Lane, SpaceId, Tip } from '@liaison/protocol';
import { KnownEntries } from '../known-entries.js';
import { entriesLacking, inLane } from '../known-lanes.js';
import { SYNC_LIMITS } from '../limits.js';
import type { SpaceDifference } from './find-differences.js';
import { PageBudget } from './page-budget.js';
import { pullEntries } from './pull-entries.js';
import { pushEntries } from './push-entries.js';
import type { Session } from './session.js';

export interface LaneOutcome {
  /** An entry moved either way. */
  readonly moved: boolean;
  /** Pages were left for another round. */
  readonly partly: boolean;
}

/**
 * One lane of all differing spaces: pull, then push, of spaces with little to carry first (SYN-4). Records go in slices;
 * control lanes always whole.
 */
export async function exchangeLane(
  session: Session,
  differences: readonly SpaceDifference[],
  lane: Lane,
): Promise<LaneOutcome> {
  session.enter(lane);
  const before = session.entriesSent + session.entriesReceived;
  const pages = lane === 'control' ? Number.POSITIVE_INFINITY : SYNC_LIMITS.recordPagesPerRound;
  const [pulled, pushed] = [new PageBudget(pages), new PageBudget(pages)];
  await pullEntries(session, lanesToPull(session, differences, lane), pulled);
  await pushEntries(session, lanesToPush(session, differences, lane), pushed);
  const moved = session.entriesSent + session.entriesReceived > before;
  return { moved, partly: pulled.exhausted || pushed.exhausted };
}

/** A lane to be carried, and about how much of it. */
interface WeighedLane {
  readonly known: KnownEntries;
  readonly entries: number;
}

const lightestFirst = (lanes: readonly WeighedLane[]): KnownEntries[] =>
  [...lanes].sort((a, b) => a.entries - b.entries).map(({ known }) => known);

function weighed(space: SpaceId, lane: Lane, { have, tips }: { have: readonly Tip[]; tips: readonly Tip[] }) {
  return { known: new KnownEntries(space, lane, have), entries: entriesLacking(tips, have) };
}

/** Lanes in which the peer has a tip that we do not hold. We name our tips, and those of theirs that we do hold. */
function lanesToPull(session: Session, differences: readonly SpaceDifference[], lane: Lane): KnownEntries[] {
  const { marksBySpace } = session.view();
  const lanes = differences.flatMap(({ space, theirs }) => {
    const tips = inLane(theirs?.tips, lane);
    const held = tips.filter((tip) => session.replica.holds(tip.id));
    if (held.length === tips.length) return [];
    return [weighed(space, lane, { have: [...held, ...inLane(marksBySpace.get(space)?.tips, lane)], tips })];
  });
  return lightestFirst(lanes);
}

/** Lanes in which we have a tip that is none of the peer's; what it lacks of them, `select` finds. */
function lanesToPush(session: Session, differences: readonly SpaceDifference[], lane: Lane): KnownEntries[] {
  const { marksBySpace } = session.view();
  const lanes = differences.flatMap(({ space, theirs }) => {
    const have = inLane(theirs?.tips, lane);
    const ids = new Set(have.map((tip) => tip.id));
    const tips = inLane(marksBySpace.get(space)?.tips, lane);
    return tips.some((tip) => !ids.has(tip.id)) ? [weighed(space, lane, { have, tips })] : [];
  });
  return lightestFirst(lanes);
}
