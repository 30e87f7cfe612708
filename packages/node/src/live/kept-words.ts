import type { WriterId } from '@liaison/protocol';
import { z } from 'zod';
import type { OpenHome } from '../home/open-home.js';
import { typedFieldPrefix } from '../replica/applying/recalled-traces.js';
import { claimedTime } from '../replica/clock.js';
import type { OpenText, TextName } from './open-text.js';
import { ownChange } from './own-change.js';
import type { PendingGroup } from './pending-groups.js';
import { applyChange, changeBetween, changeOf, editsOf } from './text-edit.js';

/** What an officer typed that is not in the log yet, as a draft keeps it. */
const keptWords = z.object({
  /** What the log said in the text. */
  base: z.string(),
  /** What the officer typed, as edits of that. */
  edits: z.array(z.object({ from: z.number(), to: z.number(), insert: z.string() })),
  /** The browser's name for the last of it. */
  change: z.string(),
  /** It could not be written, so it is not put back by itself. */
  refused: z.boolean(),
});

/** The name under which the draft of a text stands among those of its record. */
const draftField = ({ field, joint }: Pick<TextName, 'field' | 'joint'>): string =>
  `${typedFieldPrefix(joint)}${field}`;

interface Keeping {
  readonly author: WriterId;
  readonly written: string;
  readonly groups: readonly PendingGroup<WriterId>[];
  readonly change: string;
  readonly refused?: boolean;
}

/** Keeps an officer's words that wait, or drops the draft where none do. Inside a transaction of the home. */
export function keepWords({ replica }: Pick<OpenHome, 'replica'>, name: TextName, keeping: Keeping): void {
  const { author, written, groups, change, refused = false } = keeping;
  const { drafts } = replica.context.store;
  const field = draftField(name);
  if (!groups.some((group) => group.author === author)) {
    drafts.drop(author, name.record, field);
    return;
  }
  const edits = editsOf(ownChange(groups, author, written.length));
  const value = JSON.stringify({ base: written, edits, change, refused } satisfies z.infer<typeof keptWords>);
  drafts.put(author, { record: name.record, field, value, at: claimedTime(replica.context.clock) });
}

/**
 * Puts back what an officer had typed when the node was killed, over what the log says by now. Returns when it was typed;
 * undefined where there is nothing to put back.
 */
export function restoreWords(
  { replica }: Pick<OpenHome, 'replica'>,
  { name, live }: OpenText,
  author: WriterId,
): string | undefined {
  if (live.pending.some((group) => group.author === author)) return undefined;
  const field = draftField(name);
  const drafts = replica.context.store.drafts.ofOfficer(author);
  const draft = drafts.find((one) => one.record === name.record && one.field === field);
  const kept = draft && keptWords.safeParse(JSON.parse(draft.value));
  if (draft === undefined || kept?.success !== true || kept.data.refused) return undefined;
  const { base, edits, change } = kept.data;
  const moved = changeOf(edits, base.length).map(changeBetween(base, live.text));
  if (applyChange(live.text, moved) === live.text) return undefined;
  live.submit({ author, base: live.revision, edits: editsOf(moved), change });
  return draft.at;
}
