import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextSplice } from './section-change.js';
import { SectionDocument } from './section-document.js';
import { createSectionUpdate } from './section-edit.js';

const WRITERS = [429_916_161, 429_916_162];

/** Splices of a text of that length: in order and apart. */
function splicesOf(length: number, raw: readonly { gap: number; remove: number; insert: string }[]): TextSplice[] {
  let at = 0;
  return raw.flatMap(({ gap, remove, insert }) => {
    const start = at + gap;
    const end = Math.min(start + remove, length);
    if (start > length || (start === end && insert === '')) return [];
    at = end + 1;
    return [{ start, end, insert }];
  });
}

const applied = (text: string, splices: readonly TextSplice[]): string =>
  [...splices].reverse().reduce((now, { start, end, insert }) => now.slice(0, start) + insert + now.slice(end), text);

const raw = fc.array(
  fc.record({
    gap: fc.nat(6),
    remove: fc.nat(4),
    insert: fc.string({ maxLength: 5, unit: fc.constantFrom('a', 'b', '\n') }),
  }),
  { maxLength: 5 },
);

test('a text is changed at several places at once, by several writers, and says what was meant', () => {
  fc.assert(
    fc.property(fc.array(raw, { minLength: 1, maxLength: 8 }), (rounds) => {
      const [first, second] = [SectionDocument.fromUpdates([]), SectionDocument.fromUpdates([])];
      let text = '';
      for (const [i, round] of rounds.entries()) {
        const splices = splicesOf(text.length, round);
        const update = first.edit(WRITERS[i % 2] as number, { splices: { note: splices } });
        text = applied(text, splices);
        if (update !== null) expect(second.apply(update)).toBe(true);
        expect(first.view().texts.note ?? '').toBe(text);
      }
      expect(second.view().texts.note ?? '').toBe(text);
      first.close();
      second.close();
    }),
  );
});

test('a section that nobody has written to begins with what is inserted', () => {
  const update = createSectionUpdate(WRITERS[0] as number, {
    splices: { note: [{ start: 0, end: 0, insert: 'Busan' }] },
  });
  const section = SectionDocument.fromUpdates([update as Uint8Array]);
  expect(section.view().texts).toEqual({ note: 'Busan' });
  section.close();
  expect(createSectionUpdate(WRITERS[0] as number, { splices: { note: [] } })).toBeNull();
});

test('half a character is refused', () => {
  const change = { splices: { note: [{ start: 0, end: 0, insert: '\ud83d' }] } };
  expect(() => createSectionUpdate(WRITERS[0] as number, change)).toThrow(
    expect.objectContaining({ code: 'text-unreadable' }),
  );
});
