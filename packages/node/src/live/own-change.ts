import { ChangeSet } from '@codemirror/state';
import type { PendingGroup } from './pending-groups.js';

/**
 * What one officer has typed, as a change of the text that the groups begin from and without what others typed among it. Where
 * they typed at the same place it is what is left of it; only for finding again what was typed, never for what is written.
 */
export function ownChange<Author>(groups: readonly PendingGroup<Author>[], author: Author, length: number): ChangeSet {
  let own = ChangeSet.empty(length);
  let others = ChangeSet.empty(length);
  for (const group of groups) {
    if (group.author !== author) {
      others = others.compose(group.change);
      continue;
    }
    const moved = group.change.map(others.invertedDesc);
    others = others.map(moved);
    own = own.compose(moved);
  }
  return own;
}
