import { writeFileSync } from 'node:fs';
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
  laptop(member: string, label: string, spaces: readonly string[], ...grantOptions: string[]): Promise<TestHome> {
    return enrolledLaptop(this.of(member), { member, label, spaces, grantOptions });
  }
}

export interface LaptopOptions {
  readonly member: string;
  readonly label: string;
  readonly spaces: readonly string[];
  readonly grantOptions?: readonly string[];
}

/** A laptop that its member's desk has certified: request and certificate are carried by hand. */
export async function enrolledLaptop(
  desk: TestHome,
  { member, label, spaces, grantOptions = [] }: LaptopOptions,
): Promise<TestHome> {
  const folder = temporaryFolder(label.toLowerCase());
  const passphraseFile = join(folder, 'passphrase.txt');
  writeFileSync(passphraseFile, `${label} on the road\n`);
  const laptop = new TestHome({ name: label, home: join(folder, 'home'), address: null, passphraseFile });
  const [request, certificate] = [join(folder, 'request.json'), join(folder, 'certificate.json')];
  const asking = ['--member', member, '--label', label, '--officer', 'Investigator', '--out', request];
  await laptop.does('enrol', 'request', ...asking);
  await desk.does('enrol', 'grant', request, '--spaces', spaces.join(','), '--out', certificate, ...grantOptions);
  await laptop.does('enrol', 'complete', certificate);
  return laptop;
}

export const federation = (members: readonly string[]): Promise<TestFederation> => TestFederation.create(members);
