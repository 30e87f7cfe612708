import { LiaisonError, type WriterId } from '@liaison/protocol';
import { editRecord } from '../commands/write-record.js';
import type { OpenHome } from '../home/open-home.js';
import { findRecord } from '../queries/find-record.js';
import { claimedTime } from '../replica/clock.js';
import { openSection } from '../replica/derived/project-section.js';
import type { Replica } from '../replica/replica.js';
import type { OpenText, TextName } from './open-text.js';
import { joinedEditsOf } from './text-edit.js';

/** What the log says in a text now; empty where nobody has written there. Throws what `findRecord` throws. */
export function writtenText(replica: Replica, { space, record, field, joint }: TextName): string {
  const { context } = replica;
  const found = findRecord(context, record, space);
  const section = context.store.sections.section(found.record.row, found.kind, joint ? 'joint' : context.member);
  if (section === undefined) return '';
  const document = openSection(context, section);
  try {
    return document.view().texts[field] ?? '';
  } finally {
    document.close();
  }
}

/**
 * Writes what waits as entries of the officers who typed it, in order, inside the home's turn. What cannot be written is
 * kept as a draft of everybody whose words wait, and the pages are told why.
 */
export function writePending(home: OpenHome, text: OpenText): void {
  const { live, name } = text;
  text.tellChange(live.follow(writtenText(home.replica, name)), null);
  try {
    for (let [group] = live.pending; group !== undefined; [group] = live.pending) {
      const author = text.authors.get(group.author);
      if (author === undefined) throw new Error('the key of whoever typed is kept until it is written');
      const splices = joinedEditsOf(group.change).map(({ from, to, insert }) => ({ start: from, end: to, insert }));
      editRecord(home.replica, author, { ...name, change: { splices: { [name.field]: splices } } });
      live.settleFirst();
    }
    text.authors.clear();
    text.tell({ type: 'written', revision: live.revision });
  } catch (error) {
    if (!(error instanceof LiaisonError)) throw error;
    keepAsDrafts(home, text);
    text.authors.clear();
    text.tellChange(live.giveUp(), null);
    text.tell({ type: 'problem', ...error.toJSON() });
  }
}

/** Throws where not even a draft can be kept, such as on a full disk; then everything stays as it is and is tried again. */
function keepAsDrafts(home: OpenHome, { live, name }: OpenText): void {
  const { drafts } = home.replica.context.store;
  const officers = new Set<WriterId>(live.pending.map(({ author }) => author));
  const draft = {
    record: name.record,
    field: `text:${name.field}`,
    value: JSON.stringify(live.text),
    at: claimedTime(home.replica.context.clock),
  };
  home.replica.transaction(() => {
    for (const officer of officers) drafts.put(officer, draft);
  });
}
