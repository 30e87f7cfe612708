import type { SigningKey } from '@liaison/identity';
import type { DirectoryClaims, MemberCode } from '@liaison/protocol';

/** A member with all its keys, and its directory as it was signed last. */
export interface MemoryMember {
  readonly code: MemberCode;
  readonly number: number;
  root: SigningKey;
  readonly directoryKey: SigningKey;
  claims: DirectoryClaims;
  token: string;
}
