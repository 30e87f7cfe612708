import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HomeName, LAPTOP, type SetAside, type Status } from '../answers.js';
import { ensure, present } from '../assertions.js';
import { sendForgeries } from '../forgery.js';
import type { JointCase } from './open-case.js';
import { DESKS, digestOf, type Stage, statusOf } from './stage.js';
import type { Written } from './three-write.js';

/** Chapter: the laptop is stolen while its officer is signed in; the thief sends forgeries. Returns what was refused. */
export async function forgedEntry(
  stage: Stage,
  found: JointCase,
  written: Written,
  honest: ReadonlyMap<HomeName, Status>,
): Promise<number> {
  const { federation, tell } = stage;
  tell.chapter('The laptop is stolen unlocked, and a forged entry is sent');
  await federation.stop(LAPTOP); // the forger works on its files
  const folder = federation.homeFolder(LAPTOP);
  const victim = present(statusOf(honest, 'KR').officers[0], 'Seoul has an officer');
  const answers = await sendForgeries(
    { folder, passphrase: readFileSync(join(folder, 'passphrase.txt'), 'utf8') },
    {
      target: { address: present(statusOf(honest, 'TH').address, 'the Thai node has an address') },
      space: found.space,
      victim: victim.writer,
      said: written.originOfKorea,
      changedTo: written.originOfThailand,
    },
  );
  tell.say(
    'The thief',
    `alters an entry of Seoul (origin ${written.originOfKorea} becomes ${written.originOfThailand}) and pushes it to TH over HTTPS.`,
  );
  tell.say(
    'The thief',
    `writes “The case was dropped” in the name of Seoul's officer, signs it with the laptop's key, and pushes it.`,
  );
  ensure(answers.tampered.refused?.code === 'entry-root-mismatch', 'TH refuses the altered entry', answers);
  ensure(answers.forged.refused?.code === 'signature-wrong', 'TH refuses the forged signature', answers);
  const { refusals } = await federation.run<SetAside>('TH', ['set-aside']);
  for (const { code, message } of refusals) tell.say(DESKS.TH, `refused from KR-laptop: ${message} (${code})`);
  const sender = statusOf(honest, LAPTOP).home;
  ensure(
    refusals.length === 2 && refusals.every(({ peer }) => peer === sender),
    'both refusals are recorded with their sender',
    refusals,
  );
  ensure(
    refusals.some(({ entry }) => entry === answers.forgedEntry),
    'the forged entry is named',
    refusals,
  );
  await ensureUntouched(stage, found, honest);
  tell.shows('Both pages were refused whole and recorded with their sender; the case at TH is what it was.');
  return refusals.length;
}

async function ensureUntouched(
  { federation }: Stage,
  { space }: JointCase,
  honest: ReadonlyMap<HomeName, Status>,
): Promise<void> {
  const before = digestOf(statusOf(honest, 'TH'), space);
  const after = digestOf(statusOf(await federation.statuses(['TH']), 'TH'), space);
  ensure(before === after, 'a refused page changes nothing', { before, after });
}
