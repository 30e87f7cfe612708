import { join, resolve } from 'node:path';
import type { Random, SealOptions } from '@liaison/identity';
import type { MemberCode } from '@liaison/protocol';
import { writeFileDurably } from '../home/durable-files.js';
import { homeError } from '../home/home-errors.js';
import { type Clock, claimedTime } from '../replica/clock.js';
import { createMember, type NewMember } from './create-member.js';
import { freeLoopbackPorts } from './free-ports.js';
import { type NamedMember, parseNamedMember } from './member-number.js';
import { generatePassphrase } from './passphrase.js';
import { signFirstRoster } from './sign-first-roster.js';
import { createFolderWhole } from './staged-folder.js';
import { writeHome } from './write-home.js';

export interface CreateFederationOptions {
  readonly folder: string;
  /** `KR`, `TH` …; an organisation as `INCB=1001`. */
  readonly members: readonly string[];
  /** One passphrase for all; without it every home gets one of its own. */
  readonly passphrase?: string;
  readonly community?: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Rounds of the passphrase seals; only tests take fewer. */
  readonly sealing?: SealOptions;
}

export interface FederationReport {
  readonly members: Readonly<Record<MemberCode, { readonly home: string; readonly address: string }>>;
}

/**
 * Makes a whole federation on one machine, for trying out and for tests: every root key has signed the roster, every
 * home holds it and all directories, every node has a free port on loopback, and `<home>/passphrase.txt` unlocks node
 * and officer alike. Nobody with real data keeps a passphrase beside its home. Throws `folder-not-empty`,
 * `members-repeated`, the codes of `namedMember` and `folder-not-written`; then nothing is left behind.
 */
export async function createFederation(options: CreateFederationOptions): Promise<FederationReport> {
  const members = options.members.map(parseNamedMember);
  refuseRepeated(members);
  const folder = resolve(options.folder);
  return await createFolderWhole(folder, 'folder-not-empty', async (stage) => {
    const made = await createMembers(members, options);
    await writeHomes(stage, made, options);
    return { members: Object.fromEntries(made.map((member) => placeOf(folder, member))) };
  });
}

function refuseRepeated(members: readonly NamedMember[]): void {
  if (members.length === 0) throw homeError('member-code-malformed', '');
  for (const key of ['code', 'number'] as const) {
    const repeated = members.find((member, i) => members.findIndex((other) => other[key] === member[key]) !== i);
    if (repeated !== undefined) throw homeError('members-repeated', `${repeated.code} (${repeated.number})`);
  }
}

async function createMembers(
  members: readonly NamedMember[],
  { clock, random }: CreateFederationOptions,
): Promise<NewMember[]> {
  const ports = await freeLoopbackPorts(members.length);
  const at = claimedTime(clock);
  return await Promise.all(
    members.map((member, i) =>
      createMember({ member, officer: 'Officer', address: `https://127.0.0.1:${ports[i]}`, at, random }),
    ),
  );
}

const homeName = (code: MemberCode): string => code.toLowerCase();

async function writeHomes(
  stage: string,
  made: readonly NewMember[],
  { passphrase: given, community = 'Trial federation', clock, random, sealing = {} }: CreateFederationOptions,
): Promise<void> {
  const roster = signFirstRoster(community, made, claimedTime(clock));
  const directories = made.map((member) => member.directory);
  await Promise.all(
    made.map(async ({ blueprint }) => {
      const home = join(stage, homeName(blueprint.settings.member));
      const passphrase = given ?? generatePassphrase(random);
      await writeHome(home, { ...blueprint, authority: { roster, directories } }, passphrase, { random, ...sealing });
      writeFileDurably(join(home, 'passphrase.txt'), passphrase);
    }),
  );
}

function placeOf(folder: string, { blueprint }: NewMember): [MemberCode, { home: string; address: string }] {
  const { member, address } = blueprint.settings;
  return [member, { home: join(folder, homeName(member)), address: address ?? '' }];
}
