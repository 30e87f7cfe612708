import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemRandom } from '@liaison/node';
import type { HomeName } from '../answers.js';
import { ensure } from '../assertions.js';
import type { Federation } from '../federation.js';

interface Request {
  readonly fingerprint: string;
}

/**
 * Enrols a laptop of KR by two files, as an officer and the desk would with a stick. `mission`: the spaces it may hold.
 * Returns the fingerprint that both ends read.
 */
export async function enrolLaptop(
  federation: Federation,
  name: HomeName,
  { officer, mission }: { officer: string; mission: readonly string[] },
): Promise<string> {
  const file = (what: string) => federation.file(`${name.toLowerCase()}-${what}`);
  const [request, certificate, passphrase] = [file('request.json'), file('certificate.json'), file('passphrase.txt')];
  writeFileSync(passphrase, Buffer.from(systemRandom.bytes(18)).toString('base64url'), { mode: 0o600 });
  const unlocked = ['--home', federation.homeFolder(name), '--passphrase-file', passphrase];
  const who = ['--member', 'KR', '--label', name, '--officer', officer];
  const asked = await federation.command<Request>(['enrol', 'request', ...who, '--out', request, ...unlocked]);
  const granted = await federation.run<Request>('KR', [
    ...['enrol', 'grant', request, '--out', certificate, '--spaces', mission.join(',')],
  ]);
  ensure(asked.fingerprint === granted.fingerprint, 'laptop and desk read the same fingerprint', { asked, granted });
  await federation.command(['enrol', 'complete', certificate, ...unlocked]);
  copyFileSync(passphrase, join(federation.homeFolder(name), 'passphrase.txt'));
  return asked.fingerprint;
}
