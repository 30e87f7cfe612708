import { ChangeSet, Text } from '@codemirror/state';

/** One replacement as the node takes and tells it; offsets in UTF-16 code units of the text before. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Only this ends a line; any other character that some call a line's end is text. */
export const LINE_END = '\n';

export const textOf = (text: string): Text => Text.of(text.split(LINE_END));

export const changeOf = (edits: readonly TextEdit[], length: number): ChangeSet =>
  ChangeSet.of([...edits], length, LINE_END);

/** Exactly as the change is: a deletion beside an insertion stays apart from it, as the node keeps them. */
export function editsOf(change: ChangeSet): TextEdit[] {
  const edits: TextEdit[] = [];
  change.iterChanges((from, to, _fromAfter, _toAfter, inserted) => {
    edits.push({ from, to, insert: inserted.toString() });
  }, true);
  return edits;
}

/** The one replacement that turns a text into another, with common ends kept. */
export function changeBetween(before: string, after: string): ChangeSet {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let tail = 0;
  while (tail < most - from && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (before === after) return ChangeSet.empty(before.length);
  return changeOf([{ from, to: before.length - tail, insert: after.slice(from, after.length - tail) }], before.length);
}
