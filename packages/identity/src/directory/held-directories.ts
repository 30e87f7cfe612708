import { compareText, LIMITS, type Result, success, type WriterId } from '@liaison/protocol';
import { refuse } from '../errors.js';
import type { RootAuthority } from '../roster/root-authority.js';
import type { Directory } from './directory.js';

/**
 * Which of a member's directories are held under a roster: those that no other one covers, and those that a roster names as
 * the last under an ended root (DIR-4). A function of the set, so that every order of arrival ends in the same ones; an
 * honest member has exactly one.
 */
export function heldDirectories(all: readonly Directory[], authority: RootAuthority): Directory[] {
  const distinct = [...new Map(all.map((directory) => [directory.id, directory])).values()];
  const ranked = distinct.map((directory) => ({ directory, rank: rankOf(directory, authority) }));
  return ranked
    .filter(({ directory, rank }) => {
      if (isFinal(directory, authority)) return true;
      return !ranked.some((other) => isHigher(other.rank, rank) && covers(other.directory, directory));
    })
    .map(({ directory }) => directory)
    .sort((a, b) => compareText(a.id, b.id));
}

/** As `heldDirectories`, of what is held and one more. Fails with `directory-flood` where they would be too many. */
export function withDirectory(
  held: readonly Directory[],
  candidate: Directory,
  authority: RootAuthority,
): Result<Directory[]> {
  const next = heldDirectories([...held, candidate], authority);
  if (next.length <= LIMITS.directoriesHeldMax || next.length <= held.length) return success(next);
  return refuse('directory-flood', candidate.member, { tokens: [candidate.token] });
}

/**
 * The directories that speak for the member now (DIR-5): under its present root and the newest delegation there, and
 * those that a roster names as the last of an ended root. What the others say gives nobody a power.
 */
export function speakingDirectories(held: readonly Directory[], authority: RootAuthority): Directory[] {
  const present = held.filter((directory) => isPresent(directory, authority));
  const newest = Math.max(0, ...present.map(({ delegation }) => delegation.claims.version));
  return held.filter(
    (one) => isFinal(one, authority) || (present.includes(one) && one.delegation.claims.version === newest),
  );
}

/** The one that names the member's nodes and its directory key: the highest that speaks, of equals the lowest id. */
export function leadingDirectory(held: readonly Directory[], authority: RootAuthority): Directory | undefined {
  const [first, ...others] = speakingDirectories(held, authority);
  if (first === undefined) return undefined;
  return others.reduce((lead, one) => {
    const [a, b] = [rankOf(one, authority), rankOf(lead, authority)];
    return isHigher(a, b) || (!isHigher(b, a) && one.id < lead.id) ? one : lead;
  }, first);
}

type Rank = readonly number[];

const isPresent = ({ rootKey, member }: Directory, authority: RootAuthority): boolean =>
  authority.isPresent(member, rootKey);

const isFinal = ({ id }: Directory, authority: RootAuthority): boolean => authority.isFinal(id);

/** A present root before ended ones, then the newer delegation, then the later version. */
const rankOf = (directory: Directory, authority: RootAuthority): Rank => [
  isPresent(directory, authority) ? 1 : 0,
  directory.delegation.claims.version,
  directory.version,
];

function isHigher(a: Rank, b: Rank): boolean {
  const at = a.findIndex((part, i) => part !== b[i]);
  return at >= 0 && (a[at] as number) > (b[at] as number);
}

/** Whether one directory says everything that the other one says of writers; the order of versions is not enough. */
function covers(one: Directory, other: Directory): boolean {
  const hasAll = [...other.certificatesByWriter].every(
    ([writer, { id }]: [WriterId, { id: string }]) => one.certificatesByWriter.get(writer)?.id === id,
  );
  return hasAll && [...other.revoked].every((writer) => one.revoked.has(writer));
}
