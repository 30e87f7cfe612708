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
import { settleHolds } from '../../replica/revocation.js';

export interface DelegateOptions {
  /** The home desk, which holds the member's directory key. */
  readonly home: OpenHome;
  /** Unlocks the directory key as it is now, and seals the next one. */
  readonly passphrase: string;
  /** The member's root key that stands in the roster. */
  readonly rootKey: SigningKey;
  /** Make another directory key; else the present one goes on under the root that now stands. */
  readonly newKey: boolean;
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
 * key signs gives nobody a power. Throws `root-key-wrong`, `directory-key-missing` and `passphrase-wrong`.
 */
export async function delegateDirectoryKey(options: DelegateOptions): Promise<DelegateReport> {
  const { home, passphrase, rootKey, newKey } = options;
  const { context } = home.replica;
  const named = context.authority.roster.membersByCode.get(context.member)?.rootKey;
  if (named !== rootKey.publicKey) throw homeError('root-key-wrong', context.member);
  const present = await home.unlockDirectoryKey(passphrase);
  const key = newKey ? createSigningKey(context.random) : present;
  if (newKey) await home.keepNextDirectoryKey(key, passphrase, options.sealing ?? {});
  const directory = home.replica.transaction(() => {
    const token = delegatedDirectory(ownDirectory(context), key, rootKey, claimedTime(context.clock));
    orThrow(context.authority.admitDirectory(token));
    settleHolds(context);
    return ownDirectory(context);
  });
  context.marks.forgetAll();
  if (newKey) home.takeNextDirectoryKey();
  return {
    directoryKey: key.publicKey,
    directoryVersion: directory.version,
    delegationVersion: directory.delegation.claims.version,
  };
}

function delegatedDirectory(current: Directory, key: SigningKey, rootKey: SigningKey, at: string): string {
  const version = current.delegation.claims.version + 1;
  const { member } = current;
  const delegation = signDelegation({ v: 1, member, version, directoryKey: key.publicKey, at }, rootKey);
  const certificates = [...current.certificatesByWriter.values()].map(
    ({ claims }) => signCertificate(claims, key).token,
  );
  const next = { version: current.version + 1, previous: current.id, delegation: delegation.token, certificates, at };
  return signDirectory({ ...current.claims, ...next }, key).token;
}
