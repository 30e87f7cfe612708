/** One replacement that turns an old text into a new one; offsets in UTF-16 code units of the old text. */
export interface TextDifference {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/** The shortest single replacement: common ends are kept and no surrogate pair is split. Null for equal texts. */
export function textDifference(before: string, after: string): TextDifference | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (start > 0 && isHighSurrogate(before, start - 1)) start--;
  let tail = 0;
  while (
    tail < most - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  if (tail > 0 && isLowSurrogate(before, before.length - tail)) tail--;
  return { start, end: before.length - tail, insert: after.slice(start, after.length - tail) };
}

const isHighSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
