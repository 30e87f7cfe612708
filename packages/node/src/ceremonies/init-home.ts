import type { Random, SealOptions } from '@liaison/identity';
import type { MemberCode, WriterId } from '@liaison/protocol';
import { givenName } from '../home/given-name.js';
import { homeError } from '../home/home-errors.js';
import { homePaths } from '../home/home-paths.js';
import { addressSchema } from '../home/home-settings.js';
import { type Clock, claimedTime } from '../replica/clock.js';
import { createMember } from './create-member.js';
import { namedMember } from './member-number.js';
import { signFirstRoster } from './sign-first-roster.js';
import { createFolderWhole } from './staged-folder.js';
import { writeHome } from './write-home.js';

export interface InitHomeOptions {
  readonly folder: string;
  /** ISO 3166-1 code of a country, or an organisation's code with `memberNumber`. */
  readonly member: string;
  readonly memberNumber?: number;
  /** Name of the first officer; `Officer` if nobody is named. */
  readonly officer?: string;
  /** Where the node will listen, `https://host:port`. */
  readonly address?: string;
  readonly passphrase: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Rounds of the passphrase seal; only tests take fewer. */
  readonly sealing?: SealOptions;
}

export interface InitHomeReport {
  readonly home: string;
  readonly member: MemberCode;
  readonly writer: WriterId;
  readonly officer: { readonly writer: WriterId; readonly name: string };
  readonly address: string | null;
  /** The sealed root key, which is to be moved to a medium that stays offline. */
  readonly rootKeyFile: string;
}

/**
 * Makes a member with its first home, which works alone: root and directory key, service writer, one officer, a roster
 * of one. Throws `home-not-empty`, `passphrase-empty`, `name-malformed`,
 * `address-malformed`, the codes of `namedMember` and `folder-not-written`; then
 * nothing is left behind.
 */
export async function initHome(options: InitHomeOptions): Promise<InitHomeReport> {
  const { folder, passphrase, clock, random, sealing = {} } = options;
  const officer = givenName(options.officer ?? 'Officer');
  const member = namedMember(options.member, options.memberNumber);
  const address = givenAddress(options.address);
  const at = claimedTime(clock);
  const blueprint = await createFolderWhole(folder, 'home-not-empty', async (stage) => {
    const made = await createMember({ member, officer, address, at, random });
    const roster = signFirstRoster(member.code, [made], at);
    const complete = { ...made.blueprint, authority: { roster, directories: [made.directory] } };
    await writeHome(stage, complete, passphrase, { random, ...sealing });
    return complete;
  });
  const paths = homePaths(folder);
  const [{ writer }] = blueprint.officers as [(typeof blueprint.officers)[number]];
  return {
    home: paths.folder,
    member: member.code,
    writer: blueprint.settings.home,
    officer: { writer, name: officer },
    address,
    rootKeyFile: paths.rootKey,
  };
}

function givenAddress(address: string | undefined): string | null {
  if (address !== undefined && !addressSchema.safeParse(address).success) throw homeError('address-malformed', address);
  return address ?? null;
}
