import { isRecalledNow, recallKey, type SaidRecall, type Statement, statementsOf } from '@liaison/ledger';
import type { EntryId, RecordId, SectionName, SpaceId, WriterId } from '@liaison/protocol';
import type { ReplicaContext } from '../replica/replica-context.js';

/** A recall of the own member that a pin or a fork cut off, and that no other one has replaced. */
export interface CutOffRecall {
  readonly space: SpaceId;
  readonly record: RecordId;
  readonly section: SectionName;
  readonly reason: string;
  readonly writer: WriterId;
  readonly entry: EntryId;
}

/**
 * What the own member took back by a key that was pinned or forked before: it counts no longer, so holders may get the content
 * back (RCL-6) until the recall is said anew. Each record and section once.
 */
export function cutOffRecalls(context: ReplicaContext): CutOffRecall[] {
  return context.store.spaces.all().flatMap(({ row, id: space }) => {
    const limits = context.standings.limitsOf(row);
    const counting = context.standings.recallsOf(row);
    const found = new Map<string, CutOffRecall>();
    for (const one of statementsOf(context.standings.statements.of(row), 'recall') as Statement<SaidRecall>[]) {
      if (one.member !== context.member || one.seq <= (limits.get(one.row) ?? one.seq)) continue;
      const { record, section, reason } = one.said;
      const key = recallKey(record, section);
      if (found.has(key) || isRecalledNow(context.member, counting.get(key) ?? [])) continue;
      const { id: entry, writer } = one;
      found.set(key, { space, record: record as RecordId, section: section as SectionName, reason, writer, entry });
    }
    return [...found.values()];
  });
}
