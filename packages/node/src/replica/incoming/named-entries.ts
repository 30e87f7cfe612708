import type { OpenedEntry } from '@liaison/ledger';
import type { EntryId } from '@liaison/protocol';

/** What an entry names: its previous one and its heads. */
const namedBy = ({ claims }: OpenedEntry): EntryId[] =>
  claims.prev === null ? claims.heads : [claims.prev, ...claims.heads];

/**
 * Ids that entries of a page lead to from those that may count: their causal past as far as the page goes. A chain of
 * entries that do not count names itself and is no reason to hold any of it.
 */
export function neededInPage(
  entries: readonly OpenedEntry[],
  mayCount: (entry: OpenedEntry) => boolean,
): ReadonlySet<EntryId> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const needed = new Set<EntryId>();
  const rest = entries.filter(mayCount).flatMap(namedBy);
  for (let id = rest.pop(); id !== undefined; id = rest.pop()) {
    if (needed.has(id)) continue;
    needed.add(id);
    const named = byId.get(id);
    if (named !== undefined) rest.push(...namedBy(named));
  }
  return needed;
}
