import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { mappingOf, rowsOf } from '../testing/rows-of-text.js';
import { detectEncoding } from './detect-encoding.js';

const TEXTS = {
  ko: '번호,압수일,장소\n1,2026-11-24,부산항 컨테이너 야드\n2,2026-11-25,인천공항 특송화물\n',
  th: 'ลำดับ,วันที่,สถานที่\n1,2026-11-24,ท่าเรือแหลมฉบัง\n',
  vi: 'STT,Ngày,Nơi\n1,2026-11-24,Đà Nẵng\n2,2026-11-25,Thành phố Hồ Chí Minh\n',
};

describe('the encoding of a text', () => {
  test.each([
    ['utf-8', 'ko', 'valid'],
    ['utf-8', 'th', 'valid'],
    ['cp949', 'ko', 'likely'],
    ['euc-kr', 'ko', 'likely'],
    ['cp874', 'th', 'likely'],
    ['cp1258', 'vi', 'likely'],
    ['utf-16le', 'vi', 'likely'],
  ] as const)('%s in %s is found', (encoding, language, by) => {
    const bytes = iconv.encode(TEXTS[language], encoding);
    const expected = encoding === 'euc-kr' ? 'cp949' : encoding; // its superset
    expect(detectEncoding(bytes)).toEqual({ encoding: expected, by });
  });

  test('is certain with a byte order mark', () => {
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be']) {
      const bytes = iconv.encode(TEXTS.ko, encoding, { addBOM: true });
      expect(detectEncoding(bytes)).toEqual({ encoding, by: 'mark' });
    }
  });

  test('UTF-8 is recognised wherever the beginning ends', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((made) => !made.includes('\0'));
    fc.assert(
      fc.property(text, fc.nat(), (made, cut) => {
        const bytes = Buffer.from(`컬럼,${made}`);
        const begin = bytes.subarray(0, bytes.length - (cut % 3));
        expect(detectEncoding(begin).encoding).toBe('utf-8');
      }),
    );
  });
});

describe('a byte order mark', () => {
  const mapping = mappingOf({ encoding: 'cp949', key: ['번호'], fields: { place: { column: '장소' } } });

  test.each(['utf-8', 'utf-16le', 'utf-16be'])('of %s is believed before the mapping', async (encoding) => {
    const bytes = iconv.encode(TEXTS.ko, encoding, { addBOM: true });
    for (const size of [1, 2, 1_000]) {
      const rows = await rowsOf(bytes, mapping, size);
      expect(rows).toMatchObject([
        { fields: { place: '부산항 컨테이너 야드' } },
        { fields: { place: '인천공항 특송화물' } },
      ]);
    }
  });
});
