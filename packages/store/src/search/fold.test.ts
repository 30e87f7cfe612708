import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './fold.js';

describe('fold', () => {
  it('makes case and composition equal, and nothing else', () => {
    expect(fold('ĐÁ')).toBe(fold('đá'.normalize('NFD')));
    expect(fold('đá')).not.toBe(fold('da'));
    expect(fold('đ')).not.toBe(fold('d'));
    expect(fold('한'.normalize('NFD'))).toBe('한');
    expect(fold('ΟΔΟΣ')).toBe(fold('οδος'));
    expect(fold('STRASSE')).toBe(fold('Straße'));
    expect(fold('ก\u0e48\u0e38')).toBe(fold('ก\u0e38\u0e48'));
  });

  it('changes no folded text, for every single character and any mixture', () => {
    for (let first = 0; first <= 0x10ffff; first += 256) {
      const points = Array.from({ length: 256 }, (_unused, index) => String.fromCodePoint(first + index));
      const once = fold(points.join('|'));
      expect(fold(once), `U+${first.toString(16)} and the 255 after it`).toBe(once);
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)));
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)));
  });

  it('is well formed and free of U+0000 whatever comes in', () => {
    expect(fold('a\ud83d\0b')).toBe('a\uFFFD\uFFFDb');
  });
});
