import type { ReactNode } from 'react';
import type { Excerpt } from '../../calls/record-answers.js';

interface Piece {
  readonly from: number;
  readonly text: string;
  readonly isFound: boolean;
}

/** The text in pieces, found and not found in turn. Places come from the node, in order and apart. */
export function piecesOf({ text, ranges }: Pick<Excerpt, 'text' | 'ranges'>): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const take = (to: number, isFound: boolean) => {
    if (to > at) pieces.push({ from: at, text: text.slice(at, to), isFound });
    at = Math.max(at, to);
  };
  for (const [from, to] of ranges) {
    take(from, false);
    take(to, true);
  }
  take(text.length, false);
  return pieces;
}

/** A part of a text with what was searched for marked in it. */
export function MarkedText({ text, ranges, cut }: Pick<Excerpt, 'text' | 'ranges' | 'cut'>): ReactNode {
  return (
    <>
      {cut.before && '… '}
      {piecesOf({ text, ranges }).map(({ from, text: piece, isFound }) =>
        isFound ? <mark key={from}>{piece}</mark> : <span key={from}>{piece}</span>,
      )}
      {cut.after && ' …'}
    </>
  );
}
