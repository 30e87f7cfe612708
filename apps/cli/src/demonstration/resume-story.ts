import { type ListedConflict, MEMBERS, type SetAside } from './answers.js';
import { meetAll } from './meet-all.js';
import { counted } from './narration.js';
import { DESKS, ensureEqual, type Stage, statusOf } from './story/stage.js';
import { type Summary, summarise } from './summary.js';

/** Starts the nodes on what an earlier run left, lets them meet, and says where they stand. */
export async function resumeStory(stage: Stage): Promise<Summary> {
  const { federation, tell } = stage;
  tell.chapter('The nodes of the last run go on');
  await federation.startMembers();
  await meetAll(federation);
  const statuses = await ensureEqual(stage, MEMBERS, 'the nodes hold the same');
  for (const member of MEMBERS) {
    const { address, records, entries, spaces } = statusOf(statuses, member);
    const held = `${counted(records)} records in ${spaces.length} spaces, ${counted(entries)} entries`;
    tell.say(DESKS[member], `at ${address}: ${held}.`);
  }
  const [{ conflicts }, ...setAside] = await Promise.all([
    federation.run<{ conflicts: ListedConflict[] }>('KR', ['conflicts']),
    ...MEMBERS.map((member) => federation.run<SetAside>(member, ['set-aside'])),
  ]);
  const distinct = new Set(setAside.flatMap(({ entries }) => entries.map(({ entry }) => entry)));
  const pages = setAside.reduce((sum, { refusals }) => sum + refusals.length, 0);
  const refused = distinct.size + pages;
  tell.say('KR-laptop', 'was stolen and stays out.');
  tell.shows(`All equal. Conflicts and disagreements: ${conflicts.length}. Refused or set aside: ${refused}.`);
  return summarise(statuses, statusOf(statuses, 'KR'), { conflicts: conflicts.length, refused });
}
