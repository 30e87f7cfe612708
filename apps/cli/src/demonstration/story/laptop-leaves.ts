import { LAPTOP, type SyncReport } from '../answers.js';
import { ensure } from '../assertions.js';
import { counted } from '../narration.js';
import { enrolLaptop } from './enrol-laptop.js';
import type { JointCase } from './open-case.js';
import type { Registers } from './open-registers.js';
import { DESKS, ensureEqual, type Stage, statusOf } from './stage.js';

/** Chapter: the laptop is enrolled by two files, takes its mission's spaces, and leaves the network. */
export async function laptopLeaves(stage: Stage, { space }: JointCase, { seizures }: Registers): Promise<void> {
  const { federation, tell } = stage;
  tell.chapter('A laptop for Bangkok');
  const mission = [space, seizures.KR, seizures.TH];
  const fingerprint = await enrolLaptop(federation, LAPTOP, { officer: 'Investigator Han', mission });
  tell.say(DESKS[LAPTOP], `makes its own keys and a request file; its fingerprint is ${fingerprint}.`);
  tell.say(
    DESKS.KR,
    `compares the fingerprint and certifies it for ${mission.length} spaces: the case, the registers of KR and TH.`,
  );
  await federation.start(LAPTOP);
  const report = await federation.run<SyncReport>(LAPTOP, ['sync', '--with', 'KR']);
  const statuses = await ensureEqual(stage, ['KR', LAPTOP], 'the laptop holds its mission as Seoul has it');
  const status = statusOf(statuses, LAPTOP);
  const held = status.spaces.map((one) => one.space).sort();
  ensure(held.join() === [...mission].sort().join(), 'the laptop holds the spaces of its mission and no other', held);
  const received = report.peers[0]?.entriesReceived ?? 0;
  tell.say(DESKS[LAPTOP], `syncs with Seoul once, ${received} entries, and then calls nobody any more: it is offline.`);
  tell.shows(
    `The laptop is a full node of its own key: ${counted(status.records)} records in the ${status.spaces.length} spaces of its mission. Of the ${counted(statusOf(statuses, 'KR').records)} records in Seoul it can never fetch the others.`,
  );
}
