import { LAPTOP, MEMBERS } from './answers.js';
import { makeFilesFolder, markTold } from './data-folder.js';
import { comeHome } from './story/come-home.js';
import { forgedEntry } from './story/forged-entry.js';
import { laptopLeaves } from './story/laptop-leaves.js';
import { meetInBangkok } from './story/meet-in-bangkok.js';
import { nodesMeet } from './story/nodes-meet.js';
import { openCase } from './story/open-case.js';
import { openRegisters } from './story/open-registers.js';
import { DESKS, type Stage, statusOf } from './story/stage.js';
import { stolenLaptop } from './story/stolen-laptop.js';
import { threeWrite } from './story/three-write.js';
import { whoSaidWhat } from './story/who-said-what.js';
import { type Summary, summarise } from './summary.js';

/** Makes the homes, starts the nodes and plays the whole story. Throws at the first sentence that does not hold. */
export async function tellStory(stage: Stage): Promise<Summary> {
  await createHomes(stage);
  const registers = await openRegisters(stage);
  const found = await openCase(stage);
  await nodesMeet(stage, registers);
  await laptopLeaves(stage, found, registers);
  const written = await threeWrite(stage, found);
  await meetInBangkok(stage, found);
  const honest = await comeHome(stage, found, written);
  const conflicts = await whoSaidWhat(stage, found, written, honest);
  const refusedPages = await forgedEntry(stage, found, written, honest);
  const { statuses, refused } = await stolenLaptop(stage, { found, registers, written, honest });
  markTold(stage.federation.folder);
  const all = new Map([...statuses, [LAPTOP, statusOf(honest, LAPTOP)] as const]);
  return summarise(all, statusOf(statuses, 'KR'), { conflicts, refused: refusedPages + refused });
}

interface Made {
  readonly members: Readonly<Record<string, { readonly address: string }>>;
}

async function createHomes({ federation, tell }: Stage): Promise<void> {
  tell.chapter('Four countries, four nodes');
  const options = ['--dir', federation.folder, '--members', MEMBERS.join(',')];
  const { members } = await federation.command<Made>(['federation', 'create', ...options]);
  makeFilesFolder(federation.folder);
  await federation.startMembers();
  for (const member of MEMBERS)
    tell.say(DESKS[member], `its own process at ${members[member]?.address}, its own encrypted file.`);
}
