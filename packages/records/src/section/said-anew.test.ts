import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { saidAnew } from './said-anew.js';
import type { SectionView } from './section-view.js';

const view = (fields: SectionView['fields'], texts: SectionView['texts']): SectionView => ({
  fields,
  texts,
  unreadable: {},
});

describe('what a change said by itself (SEC-6)', () => {
  test('is the new value of a field and the words that were typed', () => {
    const before = view({ place: ['Incheon'], men: [9] }, { narrative: 'Boat seen' });
    const after = view({ place: ['Busan'], men: [9] }, { narrative: 'Fast boat seen at dawn' });
    expect(saidAnew(before, after)).toEqual({
      fields: { place: ['Busan'] },
      texts: { narrative: 'Fast boat seen at dawn' },
    });
    expect(saidAnew(view({}, { narrative: 'Nine men.' }), view({}, { narrative: 'Nine armed men.' }))).toEqual({
      fields: {},
      texts: { narrative: 'armed' },
    });
  });

  test('is nothing where something was only taken away', () => {
    expect(saidAnew(view({ place: ['Busan'] }, { narrative: 'Two boats' }), view({}, { narrative: 'Two' }))).toEqual({
      fields: {},
      texts: {},
    });
  });

  test('keeps every letter that was typed, and adds at most the rest of the words around it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.nat(),
        (text, typed, seed) => {
          const points = [...text];
          points.splice(seed % (points.length + 1), 0, typed);
          const after = points.join('');
          const said = saidAnew(view({}, { a: text }), view({}, { a: after })).texts.a ?? '';
          expect(after).toContain(said);
          if (!/\p{L}/u.test(typed)) return;
          expect(said.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});
