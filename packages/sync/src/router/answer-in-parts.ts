import { type AnswerPart, answerText, sha256Text } from '@liaison/protocol';

/** What the caller said of the answer: how much it would have at once, and what it has of it already. */
export interface AskedPart {
  readonly bytes: number;
  readonly part: { readonly digest: string; readonly from: number } | undefined;
}

/**
 * The answer as it is, or where it is larger, the range that the caller asked for (SYN-11). No state is kept for it: the answer
 * is made anew each time, and one that has become another begins anew.
 */
export function answerInParts(answer: unknown, { bytes, part }: AskedPart): unknown {
  const text = answerText(answer);
  if (text.length <= bytes) return answer;
  const digest = sha256Text(text);
  const from = part?.digest === digest && part.from < text.length ? part.from : 0;
  return { part: { digest, from, total: text.length }, text: text.slice(from, from + bytes) } satisfies AnswerPart;
}
