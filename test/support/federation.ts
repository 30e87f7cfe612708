import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './clean-up.js';
import type { FederationAnswer } from './command-answers.js';
import { runCommand } from './command-line.js';
import { TestHome } from './test-home.js';

/** A federation made by `liaison federation create`, and its members' homes by code. */
export class TestFederation {
  private constructor(
    readonly folder: string,
    private readonly homes: ReadonlyMap<string, TestHome>,
  ) {}

  static async create(members: readonly string[]): Promise<TestFederation> {
    const folder = temporaryFolder('federation');
    const { code, json } = await runCommand<FederationAnswer>([
      ...['federation', 'create', '--dir', folder, '--members', members.join(',')],
    ]);
    if (code !== 0) throw new Error(`federation create gave ${code}: ${JSON.stringify(json)}`);
    const homes = Object.entries(json.members).map(([name, { home, address }]) => {
      const passphraseFile = join(home, 'passphrase.txt');
      return [name, new TestHome({ name, home, address, passphraseFile })] as const;
    });
    return new TestFederation(folder, new Map(homes));
  }

  of(member: string): TestHome {
    const home = this.homes.get(member);
    if (home === undefined) throw new Error(`${member} is no member of this federation`);
    return home;
  }

  /** Enrols a laptop of a member for some spaces by carrying the two files, as an officer does before leaving. */
  async laptop(member: string, label: string, spaces: readonly string[], ...grantOptions: string[]): Promise<TestHome> {
    const folder = join(this.folder, label.toLowerCase());
    mkdirSync(folder);
    const passphraseFile = join(folder, 'passphrase.txt');
    writeFileSync(passphraseFile, `${label} on the road\n`);
    const home = join(folder, 'home');
    const laptop = new TestHome({ name: label, home, address: null, passphraseFile });
    const [request, certificate] = [join(folder, 'request.json'), join(folder, 'certificate.json')];
    await laptop.does(
      'enrol',
      'request',
      '--member',
      member,
      '--label',
      label,
      '--officer',
      'Investigator',
      '--out',
      request,
    );
    await this.of(member).does(
      'enrol',
      'grant',
      request,
      '--spaces',
      spaces.join(','),
      '--out',
      certificate,
      ...grantOptions,
    );
    await laptop.does('enrol', 'complete', certificate);
    return laptop;
  }
}

export const federation = (members: readonly string[]): Promise<TestFederation> => TestFederation.create(members);
