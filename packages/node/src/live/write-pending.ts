import { LiaisonError, type WriterId } from '@liaison/protocol';
import { editWithin } from '../commands/write-record.js';
import type { OpenHome, UnlockedOfficer } from '../home/open-home.js';
import { findRecord } from '../queries/find-record.js';
import { openSection } from '../replica/derived/project-section.js';
import type { Replica } from '../replica/replica.js';
import { keepWords } from './kept-words.js';
import type { OpenText, TextName } from './open-text.js';
import type { PendingGroup } from './pending-groups.js';
import { applyChange, joinedEditsOf } from './text-edit.js';

type Group = PendingGroup<WriterId>;

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
      writeGroup(home, text, group, author);
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

/** With the entry goes what was kept of its words, so that a node that stops between the two puts nothing back twice. */
function writeGroup(home: OpenHome, { live, name, lastChange }: OpenText, group: Group, author: UnlockedOfficer): void {
  const splices = joinedEditsOf(group.change).map(({ from, to, insert }) => ({ start: from, end: to, insert }));
  const written = applyChange(live.written, group.change);
  home.replica.transaction(() => {
    editWithin(home.replica, author, { ...name, change: { splices: { [name.field]: splices } } });
    const change = lastChange.get(group.author) ?? '';
    keepWords(home, name, { author: group.author, written, groups: live.pending.slice(1), change });
  });
}

/** Throws where not even a draft can be kept, such as on a full disk; then everything stays as it is and is tried again. */
function keepAsDrafts(home: OpenHome, { live, name, lastChange }: OpenText): void {
  const { written, pending: groups } = live;
  home.replica.transaction(() => {
    for (const author of new Set(groups.map((group) => group.author))) {
      keepWords(home, name, { author, written, groups, change: lastChange.get(author) ?? '', refused: true });
    }
  });
}
