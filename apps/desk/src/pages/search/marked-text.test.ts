import { expect, it } from 'vitest';
import { piecesOf } from './marked-text.js';

it('a text is found and not found in turn, and nothing of it is lost', () => {
  const text = 'ด่านสะเดา ตรวจพบที่สะเดา';
  const pieces = piecesOf({
    text,
    ranges: [
      [4, 9],
      [19, 24],
    ],
  });
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.filter(({ isFound }) => isFound).map((piece) => piece.text)).toEqual(['สะเดา', 'สะเดา']);
});

it('a place at the very beginning or end leaves no empty piece', () => {
  expect(piecesOf({ text: '인천', ranges: [[0, 2]] })).toEqual([{ from: 0, text: '인천', isFound: true }]);
});
