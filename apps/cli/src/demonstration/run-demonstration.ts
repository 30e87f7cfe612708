import type { ChildProcesses } from './child-processes.js';
import { clearFolder, folderState } from './data-folder.js';
import { lockFolder } from './demonstration-lock.js';
import { Federation } from './federation.js';
import { counted, type Narration } from './narration.js';
import { nextCommands } from './next-commands.js';
import { openDesks } from './open-desks.js';
import type { DemonstrationOptions } from './options.js';
import { PLUG_HELP, watchPlug } from './pull-the-plug.js';
import { resumeStory } from './resume-story.js';
import type { Stage } from './story/stage.js';
import type { Summary } from './summary.js';
import { tellStory } from './tell-story.js';

export interface Surroundings {
  readonly tell: Narration;
  readonly children: ChildProcesses;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Tells the story or resumes it, and keeps the nodes up until Ctrl-C unless it is to run once. Throws what
 * `lockFolder`, `folderState` and the story throw; every process has stopped by then.
 */
export async function runDemonstration(options: DemonstrationOptions, around: Surroundings): Promise<Summary> {
  const { folder } = options;
  const lock = await lockFolder(folder);
  try {
    const resumes = prepareFolder(options, around.tell);
    const stage = { federation: new Federation(folder, around.children, around.signal), tell: around.tell };
    const started = performance.now();
    const summary = await (resumes ? resumeStory(stage) : tellStory(stage));
    tellEnd(summary, around.tell, (performance.now() - started) / 1000);
    if (!options.once) await stayUp(stage, options, around);
    return summary;
  } finally {
    await around.children.stopAll();
    lock.release();
  }
}

/** Clears what is not to be resumed and says whether something is. */
function prepareFolder({ folder, fresh }: DemonstrationOptions, tell: Narration): boolean {
  const state = folderState(folder);
  if (state === 'told' && !fresh) return true;
  if (state === 'unfinished' && !fresh)
    tell.plain('The last run was stopped in the middle of its story: starting over.');
  if (state !== 'empty') clearFolder(folder);
  return false;
}

function tellEnd({ nodes, entries, records, conflicts, refused }: Summary, tell: Narration, seconds: number): void {
  const held = `${nodes} nodes, ${counted(records)} records, ${counted(entries)} entries, all equal`;
  const seen = `${conflicts} conflicts and disagreements shown, ${refused} things refused or set aside`;
  tell.plain(`\nAll of it is true: ${held}; ${seen}. ${seconds.toFixed(0)} s.`);
}

async function stayUp(
  stage: Stage,
  { shownFolder }: DemonstrationOptions,
  { tell, children, signal }: Surroundings,
): Promise<void> {
  await openDesks(stage);
  tell.plain(`\n${PLUG_HELP}`);
  watchPlug(stage.federation, tell, { input: process.stdin, signal });
  tell.plain(`\n${nextCommands(shownFolder)}`);
  tell.plain('\nThe nodes stay up. Ctrl-C stops them; `npm start` goes on, `npm start -- --fresh` starts over.');
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  tell.plain('\nStopping the nodes …');
  await children.stopAll();
  tell.plain('All nodes have stopped.');
}
