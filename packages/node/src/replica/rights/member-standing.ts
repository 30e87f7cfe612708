import {
  type Certificate,
  type Directory,
  effectiveCertificates,
  leadingDirectory,
  type RootAuthority,
  speakingDirectories,
} from '@liaison/identity';
import type { WriterId } from '@liaison/protocol';

/** What the directories held of one member say together. */
export interface MemberStanding {
  readonly held: readonly Directory[];
  readonly leading: Directory | undefined;
  readonly certificates: ReadonlyMap<WriterId, Certificate>;
  readonly revoked: ReadonlySet<WriterId>;
  /** Two directories of one version, or a key that had ended goes on signing. */
  readonly isContradicted: boolean;
}

/** Computed once per change, because every entry asks for its author. */
export function memberStanding(held: readonly Directory[], authority: RootAuthority): MemberStanding {
  return {
    held,
    leading: leadingDirectory(held, authority),
    certificates: effectiveCertificates(held, authority),
    revoked: new Set(speakingDirectories(held, authority).flatMap(({ revoked }) => [...revoked])),
    isContradicted: held.filter(({ id }) => !authority.isFinal(id)).length > 1,
  };
}
