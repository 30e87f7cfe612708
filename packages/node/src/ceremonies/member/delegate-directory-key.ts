import {
  createSigningKey,
  type Directory,
  type SealOptions,
  type SigningKey,
  signCertificate,
  signDelegation,
  signDirectory,
} from '@liaison/identity';
import { orThrow } from '@liaison/protocol';
import { homeError } from '../../home/home-errors.js';
import type { OpenHome } from '../../home/open-home.js';
import { ownDirectory } from '../../home/publish-directory.js';
import { claimedTime } from '../../replica/clock.js';
import { admitDocuments } from '../../replica/incoming/admit-documents.js';
import type { ReplicaContext } from '../../replica/replica-context.js';

export interface DelegateOptions {
  /** The home desk, which holds the member's directory key. */
  readonly home: OpenHome;
  /** Unlocks the directory key as it is now, and seals the next one. */
  readonly passphrase: string;
  /** The member's root key that stands in the roster. */
  readonly rootKey: SigningKey;
  /** Make another directory key; else the present one goes on under the root that now stands. */
  readonly newKey: boolean;
  /** Where directories contradict each other: the one that goes on, by its id or the beginning of it. */
  readonly from?: string;
  readonly sealing?: SealOptions;
}

export interface DelegateReport {
  readonly directoryKey: string;
  readonly directoryVersion: number;
  readonly delegationVersion: number;
}

/**
 * The root delegates to a directory key, and the next version of the directory says so, with every certificate signed
 * again: their ids stay, so everything that was written goes on being judged alike (DIR-5). After that what a former
 * key signs gives nobody a power. Where somebody else has signed with the former key as well, a person says which directory
 * goes on: the last one may be the thief's. Throws `directory-choice-missing`, `directory-not-held`, `root-key-wrong`,
 * `directory-key-missing` and `passphrase-wrong`.
 */
export async function delegateDirectoryKey(options: DelegateOptions): Promise<DelegateReport> {
  const { home, passphrase, rootKey, newKey } = options;
  const { context } = home.replica;
  const named = context.authority.roster.membersByCode.get(context.member)?.rootKey;
  if (named !== rootKey.publicKey) throw homeError('root-key-wrong', context.member);
  const current = directoryToContinue(context, options.from);
  const present = await home.unlockDirectoryKey(passphrase);
  const key = newKey ? createSigningKey(context.random) : present;
  if (newKey) await home.keepNextDirectoryKey(key, passphrase, options.sealing ?? {});
  const held = context.authority.held(context.member);
  const version = Math.max(...held.map((one) => one.version)) + 1;
  const delegations = Math.max(...held.map(({ delegation }) => delegation.claims.version)) + 1;
  const token = delegatedDirectory({ current, version, delegations }, key, rootKey, claimedTime(context.clock));
  // what a thief had taken from its writers comes back with it, so spaces are judged again (DIR-6)
  orThrow(admitDocuments(context, context.home, { rosters: [], directories: [token] }));
  const directory = ownDirectory(context);
  if (newKey) home.takeNextDirectoryKey();
  return {
    directoryKey: key.publicKey,
    directoryVersion: directory.version,
    delegationVersion: directory.delegation.claims.version,
  };
}

/** The directory whose certificates are signed again. */
function directoryToContinue(context: ReplicaContext, from: string | undefined): Directory {
  const { authority, member } = context;
  const held = authority.held(member);
  if (from === undefined) {
    if (!authority.contradicted().includes(member)) return ownDirectory(context);
    const ids = held.map(({ id, version }) => `${id} (version ${version})`).join(', ');
    throw homeError('directory-choice-missing', ids);
  }
  const [found, another] = held.filter(({ id }) => id.startsWith(from));
  if (found === undefined || another !== undefined) throw homeError('directory-not-held', from);
  return found;
}

interface NextDirectory {
  readonly current: Directory;
  readonly version: number;
  readonly delegations: number;
}

function delegatedDirectory(
  { current, version, delegations }: NextDirectory,
  key: SigningKey,
  rootKey: SigningKey,
  at: string,
): string {
  const { member } = current;
  const claims = { v: 1 as const, member, version: delegations, directoryKey: key.publicKey, at };
  const delegation = signDelegation(claims, rootKey).token;
  const certificates = [...current.certificatesByWriter.values()].map((one) => signCertificate(one.claims, key).token);
  return signDirectory({ ...current.claims, version, previous: current.id, delegation, certificates, at }, key).token;
}
