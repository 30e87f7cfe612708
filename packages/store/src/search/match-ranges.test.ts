import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from './fold.js';
import { matchRanges } from './match-ranges.js';

const parts = (text: string, query: string) => matchRanges(text, query, 20).map(([from, to]) => text.slice(from, to));

test('finds what search finds, in five scripts and whatever form a text has', () => {
  expect(parts('서울중앙지검 대마 12kg, 대마초', '대마')).toEqual(['대마', '대마']);
  expect(parts('ยาบ้า 200 เม็ด', 'ยาบ้า')).toEqual(['ยาบ้า']);
  expect(parts('Ma túy ĐÁ (đá)', 'đá')).toEqual(['ĐÁ', 'đá']);
  expect(parts('Ma túy ĐÁ'.normalize('NFD'), 'đá').map((part) => part.normalize('NFC'))).toEqual(['ĐÁ']);
  expect(parts('Straße 5 and STRASSE 6', 'strasse')).toEqual(['Straße', 'STRASSE']);
  expect(parts('Pelabuhan Klang 🚢 syabu', '🚢 s')).toEqual(['🚢 s']);
  expect(parts('한강'.normalize('NFD'), '강').map((part) => part.normalize('NFC'))).toEqual(['강']);
  expect(matchRanges('aaaa', 'a', 2)).toEqual([
    [0, 1],
    [1, 2],
  ]);
  expect([parts('Busan', ''), parts('Busan', 'x')]).toEqual([[], []]);
});

const text = fc
  .array(fc.constantFrom('a', 'B', 'ß', 'İ', 'á', 'a\u0301', '대', 'ᄃ', 'ย', '\u0e38', '🚢', ' '), { maxLength: 20 })
  .map((characters) => characters.join(''));

test('every range has the query in it, lies in order, and there is one where search finds the text', () => {
  const property = fc.property(text, text, (whole, query) => {
    const ranges = matchRanges(whole, query, 100);
    const has = query !== '' && fold(whole).includes(fold(query));
    expect(ranges.length > 0).toBe(has);
    for (const [from, to] of ranges) {
      expect(from).toBeLessThan(to);
      expect(to).toBeLessThanOrEqual(whole.length);
    }
    const starts = ranges.map(([from]) => from);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });
  fc.assert(property, { numRuns: 500 });
});
