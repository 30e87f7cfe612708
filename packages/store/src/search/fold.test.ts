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
    for (let point = 0; point <= 0x10ffff; point += 1) {
      const once = fold(String.fromCodePoint(point));
      if (fold(once) !== once) expect.fail(`U+${point.toString(16)} folds twice`);
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)));
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)));
  });

  it('is well formed and free of U+0000 whatever comes in', () => {
    expect(fold('a\ud83d\0b')).toBe('a\uFFFD\uFFFDb');
  });
});
