import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HomeName, MEMBERS, SECOND_LAPTOP, type SyncReport } from './answers.js';
import { enrolLaptop } from './story/enrol-laptop.js';
import { DESKS, type Stage } from './story/stage.js';

/**
 * When the story is over: the nodes start again as nodes do that nobody holds back, so that what one writes is at the others
 * at once, and with them a second laptop, since the first was stolen. Says where each is found.
 */
export async function openDesks(stage: Stage): Promise<void> {
  const { federation, tell } = stage;
  tell.chapter('Your turn: the desks, in a browser');
  await ensureLaptop(stage);
  const names: HomeName[] = [...MEMBERS, SECOND_LAPTOP];
  const desks = await Promise.all(
    names.map(async (name) => {
      await federation.stop(name);
      return { name, address: await federation.start(name, { calling: true }) };
    }),
  );
  const passphrase = (name: HomeName) =>
    readFileSync(join(federation.homeFolder(name), 'passphrase.txt'), 'utf8').trim();
  for (const { name, address } of desks) tell.say(DESKS[name], `${address}  passphrase: ${passphrase(name)}`);
  tell.shows('Each passphrase is that of a demonstration. What is written at one desk is at the others at once.');
}

/** A run that was stopped in between has left a laptop, or the beginnings of one: only a whole one is used again. */
async function ensureLaptop({ federation, tell }: Stage): Promise<void> {
  if (existsSync(join(federation.homeFolder(SECOND_LAPTOP), 'passphrase.txt'))) return;
  const [home, partner] = (await federation.statuses(['KR', 'TH'])).values();
  const theirs = new Set(partner?.spaces.map(({ space }) => space));
  const mission = (home?.spaces ?? []).flatMap(({ space }) => (theirs.has(space) ? [space] : []));
  await enrolLaptop(federation, SECOND_LAPTOP, { officer: 'Prosecutor Yoon', mission });
  const { peers } = await federation.run<SyncReport>(SECOND_LAPTOP, ['sync', '--with', 'KR']);
  const received = peers[0]?.entriesReceived ?? 0;
  tell.say(
    DESKS[SECOND_LAPTOP],
    `a new laptop for Bangkok, with what Seoul shares with Thailand: ${received} entries.`,
  );
}
