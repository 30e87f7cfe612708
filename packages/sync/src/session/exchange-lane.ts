import type { Lane } from '@liaison/protocol';
import { KnownEntries } from '../known-entries.js';
import { inLane } from '../known-lanes.js';
import type { SpaceDifference } from './find-differences.js';
import { pullEntries } from './pull-entries.js';
import { pushEntries } from './push-entries.js';
import type { Session } from './session.js';

/** One lane of all differing spaces: pull, then push. Says whether an entry moved either way. */
export async function exchangeLane(
  session: Session,
  differences: readonly SpaceDifference[],
  lane: Lane,
): Promise<boolean> {
  session.enter(lane);
  const before = session.entriesSent + session.entriesReceived;
  await pullEntries(session, lanesToPull(session, differences, lane));
  await pushEntries(session, lanesToPush(session, differences, lane));
  return session.entriesSent + session.entriesReceived > before;
}

/** Lanes in which the peer has a tip that we do not hold. We name our tips, and those of theirs that we do hold. */
function lanesToPull(session: Session, differences: readonly SpaceDifference[], lane: Lane): KnownEntries[] {
  const { marksBySpace } = session.view();
  return differences.flatMap(({ space, theirs }) => {
    const tips = inLane(theirs?.tips, lane);
    const held = tips.filter((tip) => session.replica.holds(tip.id));
    if (held.length === tips.length) return [];
    return [new KnownEntries(space, lane, [...held, ...inLane(marksBySpace.get(space)?.tips, lane)])];
  });
}

/** Lanes in which we have a tip that is none of the peer's; what it lacks of them, `select` finds. */
function lanesToPush(session: Session, differences: readonly SpaceDifference[], lane: Lane): KnownEntries[] {
  const { marksBySpace } = session.view();
  return differences.flatMap(({ space, theirs }) => {
    const tips = inLane(theirs?.tips, lane);
    const ids = new Set(tips.map((tip) => tip.id));
    const ahead = inLane(marksBySpace.get(space)?.tips, lane).some((tip) => !ids.has(tip.id));
    return ahead ? [new KnownEntries(space, lane, tips)] : [];
  });
}
