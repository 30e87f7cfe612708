import {
  createSigningKey,
  type Directory,
  type Random,
  type SigningKey,
  signCertificate,
  signDelegation,
} from '@liaison/identity';
import type { DirectoryClaims, MemberCode } from '@liaison/protocol';

/** A member with all its keys, and its directory as it was signed last. */
export interface MemoryMember {
  readonly code: MemberCode;
  readonly number: number;
  root: SigningKey;
  directoryKey: SigningKey;
  /** How often the root has delegated to another key. */
  delegations: number;
  claims: DirectoryClaims;
  token: string;
}

/** A member with fresh keys and an empty directory that is not signed yet. */
export function newMember(code: MemberCode, number: number, random: Random, at: string): MemoryMember {
  const root = createSigningKey(random);
  const directoryKey = createSigningKey(random);
  const delegation = delegationOf({ code, directoryKey, root, delegations: 1 }, at);
  const empty = { certificates: [], nodes: [], revoked: [] };
  const claims: DirectoryClaims = { v: 1, member: code, version: 1, previous: null, delegation, ...empty, at };
  return { code, number, root, directoryKey, delegations: 1, claims, token: '' };
}

/** The token in which the root delegates to the directory key. */
export const delegationOf = (
  { code, directoryKey, root, delegations }: Omit<MemoryMember, 'claims' | 'token' | 'number'>,
  at: string,
): string =>
  signDelegation({ v: 1, member: code, version: delegations, directoryKey: directoryKey.publicKey, at }, root).token;

/** Another directory key, with every certificate signed again under it: their ids stay (DIR-5). */
export function takeNextDirectoryKey(member: MemoryMember, { certificatesByWriter }: Directory, random: Random): void {
  const key = createSigningKey(random);
  const certificates = [...certificatesByWriter.values()].map(({ claims }) => signCertificate(claims, key).token);
  member.directoryKey = key;
  member.delegations += 1;
  member.claims = { ...member.claims, certificates };
}
