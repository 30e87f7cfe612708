import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { RecordAnswer } from '../support/command-answers.js';
import { PROGRAM } from '../support/command-line.js';
import { federation } from '../support/federation.js';
import type { TestHome } from '../support/test-home.js';

let kr: TestHome;
let space: string;
let number: string;
let bin: string;

/** What bash offers at the end of a line, by the script that `liaison completion bash` prints. */
function offered(line: string, home = kr.home): string[] {
  const words = ['liaison', ...line.split(' ')];
  const script = `
    eval "$(liaison completion bash)"
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
    COMP_CWORD=${words.length - 1}
    _liaison
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, LIAISON_HOME: home, LIAISON_PASSPHRASE_FILE: '' };
  const out = execFileSync('bash', ['--norc', '-c', script], { env, cwd: bin, encoding: 'utf8' });
  return out.split('\n').filter((word) => word !== '');
}

beforeAll(async () => {
  kr = (await federation(['KR', 'TH'])).of('KR');
  bin = temporaryFolder('completion');
  writeFileSync(join(bin, 'liaison'), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
  chmodSync(join(bin, 'liaison'), 0o755);
  ({ space } = await kr.does<{ space: string }>('space', 'create', '--kind', 'case', '--title', 'Operation Siren'));
  const made = ['record', 'new', '--space', space, '--kind', 'case', '--set', 'title=Siren'];
  ({ number } = (await kr.does<RecordAnswer>(...made)) as unknown as { number: string });
});

describe('bash', () => {
  it('completes commands, options and paths without a node', () => {
    expect(offered('spa')).toEqual(['space']);
    expect(offered('import list.csv --sug')).toEqual(['--suggest']);
    expect(offered('import lia')).toEqual(['liaison']);
    expect(offered('space show ')).toEqual([]);
  });

  it('completes names while the node runs', async () => {
    await kr.serve();
    expect(offered('space show ')).toEqual([space]);
    expect(offered('space show siren')).toEqual([space]);
    expect(offered('sync --with T')).toEqual(['TH']);
    expect(offered('space create --audience KR,t')).toEqual(['KR,TH']);
    expect(offered(`record show ${number.slice(0, 8)}`)).toEqual([number]);
    expect(offered('record new --as ')).toEqual(['Officer']);
    expect(offered('record new --space x --kind sei')).toEqual(['seizure']);
    await kr.stop();
  });
});
