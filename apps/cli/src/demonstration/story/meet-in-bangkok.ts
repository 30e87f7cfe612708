import { LAPTOP, type ListedConflict, type SyncReport } from '../answers.js';
import { ensure, present } from '../assertions.js';
import type { JointCase } from './open-case.js';
import { DESKS, digestOf, ensureEqual, type Stage, short, statusOf } from './stage.js';

/** Chapter: the laptop meets the Thai desk directly; Seoul knows nothing of it. */
export async function meetInBangkok(stage: Stage, found: JointCase): Promise<void> {
  const { federation, tell } = stage;
  tell.chapter('The laptop meets the Thai desk across a table');
  const report = await federation.run<SyncReport>(LAPTOP, ['sync', '--with', 'TH']);
  const peer = present(report.peers[0], 'the laptop reached the Thai desk');
  tell.say(
    DESKS[LAPTOP],
    `and TH exchange directly: ${peer.entriesSent} entries given, ${peer.entriesReceived} taken, ${peer.roundTrips} round trips, ${peer.millis} ms.`,
  );
  const statuses = await ensureEqual(stage, ['TH', LAPTOP], 'laptop and Thai desk show the same');
  const here = digestOf(statusOf(statuses, LAPTOP), found.space);
  const [status, seen] = await Promise.all([
    federation.statuses(['KR']),
    federation.run<{ conflicts: ListedConflict[] }>(LAPTOP, ['conflicts', '--space', found.space]),
  ]);
  const seoul = digestOf(statusOf(status, 'KR'), found.space);
  ensure(here !== seoul, 'Seoul does not have the case as Bangkok has it yet', { here, seoul });
  ensure(
    seen.conflicts.some(({ type }) => type === 'conflict'),
    'Bangkok sees the conflict already',
    seen,
  );
  tell.shows(
    `The case on the laptop and at the Thai desk is ${short(here)}, in Seoul still ${short(seoul)}. Both in Bangkok see already that they wrote different stages.`,
  );
}
