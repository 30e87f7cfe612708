import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemRandom } from '@liaison/node';
import { LAPTOP, type SyncReport } from '../answers.js';
import { ensure } from '../assertions.js';
import { counted } from '../narration.js';
import type { JointCase } from './open-case.js';
import type { Registers } from './open-registers.js';
import { DESKS, ensureEqual, type Stage, statusOf } from './stage.js';

/** Chapter: the laptop is enrolled by two files, takes its mission's spaces, and leaves the network. */
export async function laptopLeaves(stage: Stage, { space }: JointCase, { seizures }: Registers): Promise<void> {
  const { federation, tell } = stage;
  tell.chapter('A laptop for Bangkok');
  const mission = [space, seizures.KR, seizures.TH];
  await enrol(stage, mission);
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

interface Request {
  readonly fingerprint: string;
}

async function enrol({ federation, tell }: Stage, mission: readonly string[]): Promise<void> {
  const [request, certificate] = [
    federation.file('kr-laptop-request.json'),
    federation.file('kr-laptop-certificate.json'),
  ];
  const passphraseFile = federation.file('kr-laptop-passphrase.txt');
  writeFileSync(passphraseFile, Buffer.from(systemRandom.bytes(18)).toString('base64url'), { mode: 0o600 });
  const unlocked = ['--home', federation.homeFolder(LAPTOP), '--passphrase-file', passphraseFile];
  const who = ['--member', 'KR', '--label', LAPTOP, '--officer', 'Investigator Han'];
  const asked = await federation.command<Request>(['enrol', 'request', ...who, '--out', request, ...unlocked]);
  const granted = await federation.run<Request>('KR', [
    ...['enrol', 'grant', request, '--out', certificate, '--spaces', mission.join(',')],
  ]);
  ensure(asked.fingerprint === granted.fingerprint, 'laptop and desk read the same fingerprint', { asked, granted });
  await federation.command(['enrol', 'complete', certificate, ...unlocked]);
  copyFileSync(passphraseFile, join(federation.homeFolder(LAPTOP), 'passphrase.txt'));
  tell.say(DESKS[LAPTOP], `makes its own keys and a request file; its fingerprint is ${asked.fingerprint}.`);
  tell.say(
    DESKS.KR,
    `compares the fingerprint and certifies it for ${mission.length} spaces: the case, the registers of KR and TH.`,
  );
}
