import type { SectionName } from '@liaison/protocol';
import { z } from 'zod';
import type { ReplicaContext } from '../replica-context.js';

/** The beginning of the names under which what is typed into the texts of a section waits among the drafts of its record. */
export const typedFieldPrefix = (isJoint: boolean): string => `text:${isJoint ? 'joint' : 'own'}:`;

/** Of what was typed, what the log said when it was. */
const onBase = z.looseObject({ base: z.string() });

/** A recalled section: the record by its row and id. */
interface Recalled {
  readonly row: number;
  readonly record: string;
  readonly name: SectionName;
}

/**
 * Takes out what this home keeps beside a section and may say what the section said (RCL-4): values from before a decision
 * between them, which cannot be undone then, and the text that an officer typed in. What the officer typed stays.
 */
export function dropTraces({ member, store }: ReplicaContext, { row, record, name }: Recalled): void {
  store.settlements.dropOfSection(row, name);
  if (name !== 'joint' && name !== member) return;
  const prefix = typedFieldPrefix(name === 'joint');
  for (const { officer, ...draft } of store.drafts.ofRecord(record)) {
    if (!draft.field.startsWith(prefix)) continue;
    const kept = onBase.safeParse(JSON.parse(draft.value));
    if (!kept.success) continue;
    // as long as it was, so that the places of what was typed are still in it
    const value = JSON.stringify({ ...kept.data, base: ' '.repeat(kept.data.base.length) });
    store.drafts.put(officer, { ...draft, value });
  }
}
