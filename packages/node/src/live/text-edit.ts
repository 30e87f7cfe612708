import { ChangeSet } from '@codemirror/state';
import { LiaisonError } from '@liaison/protocol';

/** One replacement; offsets in UTF-16 code units of the text before. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Only this ends a line: what was typed is kept as it is, also the other characters that some call a line's end. */
const LINE_END = '\n';

/** Edits of one text, in order; none reaches into the next. Throws `text-edit-misplaced`. */
export function changeOf(edits: readonly TextEdit[], length: number): ChangeSet {
  let end = 0;
  for (const { from, to } of edits) {
    if (from < end || to < from || to > length) throw misplaced();
    end = to;
  }
  return ChangeSet.of([...edits], length, LINE_END);
}

/**
 * The edits that make a change again, exactly as it is: a deletion beside an insertion stays apart from it, since another's
 * insertion at that place may come between the two.
 */
export const editsOf = (change: ChangeSet): TextEdit[] => listed(change, true);

/** The same with neighbours joined, for a text that nobody else types in meanwhile. */
export const joinedEditsOf = (change: ChangeSet): TextEdit[] => listed(change, false);

function listed(change: ChangeSet, individual: boolean): TextEdit[] {
  const edits: TextEdit[] = [];
  change.iterChanges((from, to, _fromAfter, _toAfter, inserted) => {
    edits.push({ from, to, insert: inserted.toString() });
  }, individual);
  return edits;
}

export function applyChange(text: string, change: ChangeSet): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, insert } of editsOf(change)) {
    parts.push(text.slice(at, from), insert);
    at = to;
  }
  return parts.join('') + text.slice(at);
}

/** The one replacement that turns a text into another, with common ends kept. */
export function changeBetween(before: string, after: string): ChangeSet {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let tail = 0;
  while (
    tail < most - from &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  const edit = { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
  return before === after ? ChangeSet.empty(before.length) : changeOf([edit], before.length);
}

const misplaced = () =>
  new LiaisonError(
    'text-edit-misplaced',
    'The change does not fit the text that it was made in.',
    'Load the text again; what you typed is kept as a draft.',
  );
