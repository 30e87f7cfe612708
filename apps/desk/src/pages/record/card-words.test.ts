import { describe, expect, it } from 'vitest';
import type { CardValue } from '../../calls/record-answers.js';
import { toldValues } from './card-words.js';

const value = (text: string, at: string | null, hadSeen: number[] = []): CardValue =>
  ({ value: text, section: 'KR', own: true, hadSeen, by: at === null ? null : { at } }) as unknown as CardValue;

const words = (values: CardValue[]) =>
  toldValues(values).map(({ told, seen, unseen }) => [
    told.value,
    seen.map((one) => one.value),
    unseen.map((one) => one.value),
  ]);

describe('the sentences of a card', () => {
  it('are told by time, and the later one says that it had not seen the earlier', () => {
    expect(words([value('late', '2026-11-25T09:02:00+07:00'), value('early', '2026-11-24T14:10:00+07:00')])).toEqual([
      ['early', [], []],
      ['late', [], ['early']],
    ]);
  });

  it('say what was known, by what was signed and not by the clock', () => {
    const values = [
      value('a', '2026-11-24T14:10:00Z', [1]),
      value('b', '2026-11-24T15:00:00Z'),
      value('c', '2026-11-24T16:00:00Z', [0]),
    ];
    expect(words(values)).toEqual([
      ['a', [], []],
      ['b', [], []],
      ['c', ['a'], ['b']],
    ]);
  });

  it('say nothing of the knowledge of a value without an author', () => {
    expect(words([value('x', '2026-11-24T14:10:00Z'), value('y', null)])).toEqual([
      ['y', [], []],
      ['x', [], ['y']],
    ]);
  });
});
