import { consentsIn } from '@liaison/ledger';
import type { SpaceRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';
import type { ShownAuthority } from './space-authority.js';

/** A newcomer who is asked for or named, and whose consents are not there yet. */
export interface MissingConsents {
  readonly newcomer: string;
  /** Members that have not said yes to the audience as it would be, sorted. */
  readonly members: readonly string[];
  /** The own member is one of them. */
  readonly mine: boolean;
}

/**
 * Whose word newcomers wait for, by newcomer. A consent counts as the ledger counts it (SPC-12): not where it was given for
 * fewer members than would be in now. Where the owner decides, only the owner is asked; an owner that named the newcomer
 * has said its word.
 */
export function missingConsents(
  context: ReplicaContext,
  space: SpaceRow,
  { requests, notAdmitted }: ShownAuthority,
): MissingConsents[] {
  const { authority } = context.standings.of(space.row);
  if (authority === undefined) return [];
  const { owner, audience } = authority;
  const agrees = consentsIn(context.standings.statements.of(space.row));
  const named = new Set(notAdmitted.map(({ member }) => member));
  const asked = requests.filter((one) => one.audience.length > 0).map(({ newcomer }) => newcomer);
  const voices = space.rule === 'each-consents' ? [...audience] : [owner];
  return [...new Set([...asked, ...named])].sort().flatMap((newcomer) => {
    const members = voices
      .filter((code) => !(code === owner && named.has(newcomer)))
      .filter((code) => !agrees(code, newcomer, [...audience, newcomer]))
      .sort();
    return members.length === 0 ? [] : [{ newcomer, members, mine: members.includes(context.member) }];
  });
}
