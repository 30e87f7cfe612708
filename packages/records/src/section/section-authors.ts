import type * as Y from 'yjs';
import { listItems } from './section-roots.js';

/** A run of one writer's clocks, the end left out. */
export interface ClockRange {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

/** Names of the fields and texts into which these clocks wrote, also where it was overwritten since; no deletions. */
export function namesWritten(doc: Y.Doc, { client, from, to }: ClockRange): string[] {
  return [...doc.share.keys()]
    .filter((root) => {
      for (const { id, length } of listItems(doc, root)) {
        if (id.client === client && id.clock < to && from < id.clock + length) return true;
      }
      return false;
    })
    .map((root) => root.slice(2));
}

/** Of each writer whose words stand in a text, the last clock that does. */
export function lastClocks(doc: Y.Doc, root: string): { client: number; clock: number }[] {
  const last = new Map<number, number>();
  for (const { id, length, deleted } of listItems(doc, root)) {
    if (!deleted) last.set(id.client, Math.max(last.get(id.client) ?? 0, id.clock + length - 1));
  }
  return [...last].map(([client, clock]) => ({ client, clock }));
}
