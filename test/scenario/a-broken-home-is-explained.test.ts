import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Examination } from '@liaison/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { federation, type TestFederation } from '../support/federation.js';
import { fingerprintOfFiles } from '../support/home-files.js';
import type { TestHome } from '../support/test-home.js';

let members: TestFederation;
let kr: TestHome;
let th: TestHome;

const found = async (home: TestHome, ...options: string[]) => {
  const { code, json } = await home.cli<Examination>('doctor', ...options);
  const codes = json.findings.filter(({ severity }) => severity !== 'notice').map((finding) => finding.code);
  return { exit: code, codes, json };
};

beforeAll(async () => {
  members = await federation(['KR', 'TH', 'VN']);
  [kr, th] = [members.of('KR'), members.of('TH')];
});

describe('liaison doctor', () => {
  it('asks a running node, greets the peers, and finds both sound', async () => {
    await Promise.all([kr.serve(), th.serve(), members.of('VN').serve()]);
    const { exit, codes, json } = await found(kr);
    expect([exit, codes]).toEqual([0, []]);
    expect(json).toMatchObject({ ok: true, examined: ['clock', 'files', 'data', 'peers'] });
    expect(json.skipped).toMatchObject([{ part: 'database', why: expect.stringContaining('liaison verify') }]);
  });

  it('names a peer that does not answer, and one that is somebody else', async () => {
    const vn = members.of('VN');
    await vn.stop();
    await th.stop();
    expect(await found(kr)).toMatchObject({ exit: 3, codes: ['peer-unreachable', 'peer-unreachable'] });
    const settings = join(vn.home, 'home.json');
    const text = readFileSync(settings, 'utf8');
    writeFileSync(settings, text.replace(vn.place.address as string, th.place.address as string));
    await vn.serve();
    const { codes, json } = await found(kr);
    expect(codes).toEqual(['peer-pin-mismatch', 'peer-unreachable']);
    expect(json.findings[0]).toMatchObject({ severity: 'error', message: expect.stringContaining('TH at https://') });
  });

  it('tells a killed node from one that runs, and leaves the home as it is', async () => {
    await kr.kill9();
    const before = fingerprintOfFiles(kr.home);
    expect(await found(kr, '--offline')).toMatchObject({ exit: 3, codes: ['node-not-listening'] });
    expect(fingerprintOfFiles(kr.home)).toEqual(before);
  });

  it('says that another process holds the home', async () => {
    await kr.serve();
    rmSync(join(kr.home, 'node.json')); // as if it took no commands
    expect(await found(kr, '--offline')).toMatchObject({ exit: 3, codes: ['home-held'] });
    await kr.stop();
  });

  it('says in time that the mission of a laptop ends', async () => {
    const until = `${new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 23)}+00:00`;
    const laptop = await members.laptop('KR', 'KR-laptop', ['*'], '--until', until);
    const { exit, json } = await found(laptop, '--offline');
    expect(exit).toBe(3);
    expect(json.findings).toMatchObject([{ code: 'certificate-ends-soon', message: expect.stringContaining(until) }]);
  });
});
