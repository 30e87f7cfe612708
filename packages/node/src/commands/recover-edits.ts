import { type EntryId, FORM, LiaisonError } from '@liaison/protocol';
import type { SectionChange, SectionView } from '@liaison/records';
import { type LostEdit, listLostEdits } from '../queries/list-lost-edits.js';
import { openSection, projectSections } from '../replica/derived/project-section.js';
import { TouchedSections } from '../replica/derived/touched-sections.js';
import type { Replica } from '../replica/replica.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { type Author, writeEntry } from '../replica/write-entry.js';

export interface RecoverPlan {
  /** What is written again, and where. */
  readonly edits: readonly LostEdit[];
  /** Per edit what the section would be made to say. */
  readonly changes: readonly SectionChange[];
  /** Entries that say it again; empty for a plan. */
  readonly entries: readonly EntryId[];
}

/** What `recoverEdits` would write. Throws `lost-edit-unknown`. */
export function planRecovery(context: ReplicaContext, entry: string): RecoverPlan {
  const edits = lostEditsOf(context, entry);
  return { edits, changes: edits.map((edit) => changeFor(edit, viewNow(context, edit))), entries: [] };
}

/**
 * Writes again, in the name of the officer who acts now, what an own entry said and no document shows: a field gets the
 * value back, and the words of a text stand at its end, since their place is gone. All in one transaction. Throws
 * `lost-edit-unknown` and what `writeEntry` throws.
 */
export function recoverEdits(replica: Replica, author: Author, entry: string): RecoverPlan {
  const plan = planRecovery(replica.context, entry);
  const entries = replica.transaction(() =>
    plan.edits.flatMap((edit) => {
      replica.context.store.settledLosses.settle(edit.entry, edit.index);
      return writeAgain(replica, author, edit) ?? [];
    }),
  );
  return { ...plan, entries };
}

/** Lets go what an own entry said: it is not offered any more. Throws `lost-edit-unknown`. */
export function letEditsGo(replica: Replica, entry: string): { readonly edits: readonly LostEdit[] } {
  const edits = lostEditsOf(replica.context, entry);
  replica.transaction(() => {
    for (const edit of edits) replica.context.store.settledLosses.settle(edit.entry, edit.index);
  });
  return { edits };
}

function lostEditsOf(context: ReplicaContext, text: string): LostEdit[] {
  const lost = listLostEdits(context);
  const edits = lost.filter(({ entry }) => entry === text || (text.length >= 6 && entry.startsWith(text)));
  if (new Set(edits.map(({ entry }) => entry)).size === 1) return edits;
  throw new LiaisonError(
    'lost-edit-unknown',
    `Nothing that was lost here is in one entry ${text}.`,
    'List what is offered with `liaison recover list`, and give the whole id.',
  );
}

/** Nothing is written where the section says so by now. */
function writeAgain({ context }: Replica, author: Author, edit: LostEdit): EntryId | null {
  const row = sectionOf(context, edit);
  if (row === undefined) throw new Error('the section of a lost edit is held');
  const document = openSection(context, row);
  try {
    const content = document.edit(author.certificate.clientId, changeFor(edit, document.view()));
    if (content === null) return null;
    const header = { op: 'edit' as const, kind: edit.kind, record: edit.record, section: edit.section };
    const touched = new TouchedSections();
    const operations = [{ form: FORM.update, header, content }];
    const entry = writeEntry(context, author, { space: edit.space, lane: 'record' }, operations, touched);
    projectSections(context, touched);
    return entry;
  } finally {
    document.close();
  }
}

/** The last value of each field, and each text with the lost words as a paragraph of their own. */
function changeFor({ said }: LostEdit, now: SectionView): SectionChange {
  const fields = Object.entries(said.fields).map(([name, values]) => [name, values.at(-1) ?? null]);
  const texts = Object.entries(said.texts).map(([name, words]) => {
    const text = now.texts[name] ?? '';
    return [name, text === '' || text.endsWith('\n') ? text + words : `${text}\n${words}`];
  });
  return { fields: Object.fromEntries(fields), texts: Object.fromEntries(texts) };
}

function viewNow(context: ReplicaContext, edit: LostEdit): SectionView {
  const row = sectionOf(context, edit);
  const document = row && openSection(context, row);
  try {
    return document?.view() ?? { fields: {}, texts: {}, unreadable: {} };
  } finally {
    document?.close();
  }
}

function sectionOf({ store }: ReplicaContext, { space, record, kind, section }: LostEdit) {
  const row = store.spaces.byId(space)?.row;
  const found = row === undefined ? undefined : store.sections.record(row, record);
  return found && store.sections.section(found.row, kind, section);
}
