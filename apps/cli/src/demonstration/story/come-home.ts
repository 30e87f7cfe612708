import { type HomeName, LAPTOP, type Status, type SyncReport } from '../answers.js';
import { ensure, present } from '../assertions.js';
import { bringToAll } from '../meet-all.js';
import { several } from '../narration.js';
import type { JointCase } from './open-case.js';
import { DESKS, digestOf, EVERYONE, ensureEqual, type Stage, short, statusOf } from './stage.js';
import { showCase, type Written } from './three-write.js';

/** Chapter: the laptop comes home, and everyone converges. Returns what all of them show, the laptop included. */
export async function comeHome(stage: Stage, found: JointCase, written: Written): Promise<Map<HomeName, Status>> {
  const { federation, tell } = stage;
  tell.chapter('The laptop comes home, and everyone converges');
  const report = await federation.run<SyncReport>(LAPTOP, ['sync', '--with', 'KR']);
  const peer = present(report.peers[0], 'the laptop reached Seoul');
  tell.say(
    DESKS[LAPTOP],
    `back in Seoul: ${peer.entriesSent} entries given, its own and those of TH; ${peer.entriesReceived} taken; ${peer.millis} ms.`,
  );
  const brought = await bringToAll(federation, 'KR');
  tell.say(DESKS.KR, `syncs with TH, VN and MY: ${several(brought, 'entry moves', 'entries move')}.`);
  const statuses = await ensureEqual(stage, EVERYONE, 'after homecoming all hold the same');
  const digests = EVERYONE.map((name) => [name, digestOf(statusOf(statuses, name), found.space)] as const);
  const holders = digests.filter(([, digest]) => digest !== undefined);
  tell.say('The case', holders.map(([name, digest]) => `${name} ${short(digest)}`).join(' · '));
  await ensureNothingLost(stage, found, written);
  tell.shows(
    'Four homes, three paths, one view. The Korean narrative has the sentence of Seoul and the sentence of the laptop; not a keystroke was lost.',
  );
  return statuses;
}

async function ensureNothingLost(stage: Stage, found: JointCase, written: Written): Promise<void> {
  const { sections } = await showCase(stage, 'VN', found);
  const narrative = sections.KR?.narrative;
  ensure(narrative?.length === 1 && narrative[0] === written.narrative, 'both Korean sentences are kept', narrative);
  const thai = sections.TH?.narrative;
  ensure(thai?.[0] === written.thaiNarrative, 'the Thai narrative is kept', thai);
  const transit = JSON.stringify(sections.joint?.transit);
  ensure(transit === JSON.stringify([[written.agreedTransit]]), 'what both wrote alike is one value', transit);
}
