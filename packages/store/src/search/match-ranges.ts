import { fold } from './fold.js';

/** A part of a text, in UTF-16 units: from the first to the one after the last. */
export type TextRange = readonly [from: number, to: number];

/** Where a text has a query, compared as search compares them; whole characters as people see them, at most `limit`. */
export function matchRanges(text: string, query: string, limit: number): TextRange[] {
  const wanted = fold(query);
  if (wanted === '') return [];
  const folded = fold(text);
  const places = placesOf(folded, wanted, limit);
  if (places.length === 0) return [];
  if (folded.length === text.length) {
    const ranges = places.map((from): TextRange => [from, from + wanted.length]);
    if (ranges.every(([from, to]) => fold(text.slice(from, to)) === wanted)) return ranges;
  }
  return mapped(text, places, wanted.length);
}

function placesOf(folded: string, wanted: string, limit: number): number[] {
  const places: number[] = [];
  for (let at = folded.indexOf(wanted); at >= 0 && places.length < limit; ) {
    places.push(at);
    at = folded.indexOf(wanted, at + wanted.length);
  }
  return places;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Folding has changed lengths: characters are counted one by one, and a part of one stands for the whole. */
function mapped(text: string, places: readonly number[], length: number): TextRange[] {
  const borders: { readonly original: number; readonly folded: number }[] = [];
  let folded = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    borders.push({ original: index, folded });
    folded += fold(segment).length;
  }
  borders.push({ original: text.length, folded });
  return places.map((at): TextRange => {
    const from = borders.findLast((border) => border.folded <= at)?.original ?? 0;
    const to = borders.find((border) => border.folded >= at + length)?.original ?? text.length;
    return [from, to];
  });
}
