import type { HomeName, Status } from './answers.js';

/** Space to home to the digest of what that home shows of it; a home only under spaces that it holds. */
export type StateDigests = Record<string, Record<string, string>>;

/** Lays the view digests of several homes side by side, in the order of the homes. */
export function digestsOf(statuses: ReadonlyMap<HomeName, Status>): StateDigests {
  const digests: StateDigests = {};
  for (const [home, { spaces }] of statuses) {
    for (const { space, stateDigest } of spaces) digests[space] = { ...digests[space], [home]: stateDigest };
  }
  return digests;
}

/** Spaces of which two homes show different things. */
export const unequalSpaces = (digests: StateDigests): string[] =>
  Object.keys(digests).filter((space) => new Set(Object.values(digests[space] ?? {})).size > 1);

/** Spaces whose logs count up to different entries on two homes: the same view could still hide that. */
export function unequalFrontiers(statuses: ReadonlyMap<HomeName, Status>): string[] {
  const seen = new Map<string, Set<string>>();
  for (const { spaces } of statuses.values()) {
    for (const { space, frontier } of spaces) {
      const text = frontier.map((tip) => `${tip.lane} ${tip.writer} ${tip.seq} ${tip.id}`).sort();
      seen.set(space, (seen.get(space) ?? new Set()).add(text.join('\n')));
    }
  }
  return [...seen].filter(([, frontiers]) => frontiers.size > 1).map(([space]) => space);
}
