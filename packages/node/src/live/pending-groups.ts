import type { ChangeSet } from '@codemirror/state';

/** What one officer has typed and the log does not have yet, as a change of the text that the groups before it leave. */
export interface PendingGroup<Author> {
  readonly author: Author;
  readonly change: ChangeSet;
}

/**
 * Adds a change to the groups in order. It joins its author's latest group where it can be moved before what others typed
 * since, that is where it touches nothing of theirs; else it begins a group of its own. So an officer who types in one
 * paragraph while another types in the next gives one entry and not one for each turn, and every character is inserted by
 * the group of the officer who typed it.
 */
export function withChange<Author>(
  groups: readonly PendingGroup<Author>[],
  author: Author,
  change: ChangeSet,
): readonly PendingGroup<Author>[] {
  const later: PendingGroup<Author>[] = [];
  let moved = change;
  for (let i = groups.length - 1; i >= 0; i--) {
    const group = groups[i] as PendingGroup<Author>;
    if (group.author === author) {
      return [...groups.slice(0, i), { author, change: group.change.compose(moved) }, ...later];
    }
    if (touches(group.change, moved)) break;
    const before = moved.map(group.change.invertedDesc);
    later.unshift({ author: group.author, change: group.change.map(before) });
    moved = before;
  }
  return [...groups, { author, change }];
}

/** Whether a change is made at a place that the one before it has changed, or next to one. */
function touches(before: ChangeSet, change: ChangeSet): boolean {
  const changed: { from: number; to: number }[] = [];
  before.iterChangedRanges((_fromA, _toA, from, to) => changed.push({ from, to }), true);
  let isTouching = false;
  change.iterChangedRanges((from, to) => {
    isTouching ||= changed.some((range) => from <= range.to && range.from <= to);
  }, true);
  return isTouching;
}

/** All groups after a change of the text that they begin from, and that change as it is after them. */
export function rebased<Author>(
  groups: readonly PendingGroup<Author>[],
  change: ChangeSet,
): { readonly groups: readonly PendingGroup<Author>[]; readonly change: ChangeSet } {
  let arriving = change;
  const moved = groups.map((group) => {
    const own = group.change.map(arriving);
    arriving = arriving.map(group.change, true);
    return { author: group.author, change: own };
  });
  return { groups: moved, change: arriving };
}
