import type { EntryId, SpaceId } from '@liaison/protocol';
import { type CutOffRecall, cutOffRecalls } from '../queries/cut-off-recalls.js';
import { controlOperation } from '../replica/control-operation.js';
import { projectSections } from '../replica/derived/project-section.js';
import { TouchedSections } from '../replica/derived/touched-sections.js';
import type { Replica } from '../replica/replica.js';
import { type Author, writeEntry } from '../replica/write-entry.js';

export interface RenewedRecalls {
  readonly recalls: readonly CutOffRecall[];
  /** One for each space; none for a plan. */
  readonly entries: readonly EntryId[];
}

/** An entry holds 1,000 operations (LIM-2). */
const RECALLS_PER_ENTRY = 1_000;

/**
 * Says again, by a key that counts, what the own member had taken back by one that was pinned or forked since: all of it, in
 * one transaction. Without any there is nothing to do. Throws `no-right` and `writer-stopped`.
 */
export function renewRecalls(replica: Replica, author: Author): RenewedRecalls {
  const recalls = cutOffRecalls(replica.context);
  const bySpace = new Map<SpaceId, CutOffRecall[]>();
  for (const one of recalls) bySpace.set(one.space, [...(bySpace.get(one.space) ?? []), one]);
  const entries = replica.transaction(() => {
    const touched = new TouchedSections();
    const said = [...bySpace].flatMap(([space, own]) =>
      partsOf(own).map((part) =>
        writeEntry(replica.context, author, { space, lane: 'control' }, part.map(operationOf), touched),
      ),
    );
    projectSections(replica.context, touched);
    return said;
  });
  return { recalls, entries };
}

const partsOf = (recalls: readonly CutOffRecall[]): CutOffRecall[][] =>
  Array.from({ length: Math.ceil(recalls.length / RECALLS_PER_ENTRY) }, (_none, part) =>
    recalls.slice(part * RECALLS_PER_ENTRY, (part + 1) * RECALLS_PER_ENTRY),
  );

const operationOf = ({ reason, record, section }: CutOffRecall) =>
  controlOperation('recall', { reason, record, section });
