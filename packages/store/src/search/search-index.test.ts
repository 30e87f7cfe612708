import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeDatabase } from '../database/database-handle.js';
import { compactWal, databaseImage, openDatabase } from '../database/open-database.js';
import { TEST_KEY, temporaryDatabase } from '../database/temporary-database.fixture.js';
import { transaction } from '../database/transaction.js';
import { fold } from './fold.js';
import { SearchIndex } from './search-index.js';
import { SEARCH_SCHEMA_SQL } from './search-schema.js';

const searchDatabase = () => {
  const { db, path } = temporaryDatabase();
  db.exec(SEARCH_SCHEMA_SQL);
  return { db, path, index: new SearchIndex(db) };
};

const TEXTS = [
  '서울중앙지검 대마 12kg 압수, 부산항 컨테이너',
  'ยาบ้า 200,000 เม็ด ท่าเรือแหลมฉบัง',
  'Thu giữ cần sa tại cảng Đà Nẵng; đá (ma túy đá) 3 kg',
  'Methamphetamine "ice" 50% pure, C:\\hold_7 * (NEAR port) -- OR 1=1',
  'Kapal MV Selat, Pelabuhan Klang 🚢👩‍✈️ syabu',
];

const filled = () => {
  const search = searchDatabase();
  transaction(search.db, () => {
    for (const [row, text] of TEXTS.entries()) search.index.put(row + 1, text);
  });
  return search;
};

describe('find', () => {
  it.each([
    ['대마', [1]],
    ['서울', [1]],
    ['마', [1]],
    ['항 컨', [1]],
    ['ยา', [2]],
    ['า', [2]],
    ['ุ', []],
    ['บ้', [2]],
    ['đá', [3]],
    ['Đá', [3]],
    ['ĐÁ (MA'.normalize('NFD'), [3]],
    ['da', []],
    ['đà nẵng', [3]],
    ['k', [5, 3, 1]],
    ['kg', [3, 1]],
    ['"ice"', [4]],
    ['"', [4]],
    ['%', [4]],
    ['50%', [4]],
    ['_7 *', [4]],
    ['*', [4]],
    ['(near port)', [4]],
    ['or 1=1', [4]],
    ['-- OR', [4]],
    ['ice AND pure', []],
    ['c:\\hold', [4]],
    ['🚢', [5]],
    ['👩‍✈️', [5]],
    ['🚢👩', [5]],
    ['g 🚢', [5]],
    ['', []],
    ['\0', []],
    ['\ud83d', []],
    ['x'.repeat(200), []],
    [TEXTS[3]?.toUpperCase() ?? '', [4]],
    [(TEXTS[1] ?? '').slice(0, 30), [2]],
  ])('%j in rows %j', (query, sections) => {
    expect(filled().index.find(query, 20)).toEqual({ total: sections.length, sections });
  });

  it('counts everything and lists the newest up to the limit', () => {
    const { index } = searchDatabase();
    for (const section of [3, 1, 9, 7]) index.put(section, '대마 cannabis');
    for (const query of ['대마', 'cannabis', 'ca', '마 c', 'can']) {
      expect(index.find(query, 2)).toEqual({ total: 4, sections: [9, 7] });
    }
  });

  it('survives closing and opening', () => {
    const { db, path } = filled();
    closeDatabase(db);
    const again = openDatabase({ path, key: TEST_KEY });
    expect(new SearchIndex(again).find('대마', 5).sections).toEqual([1]);
    closeDatabase(again);
  });
});

describe('put, remove and clear', () => {
  it('replaces a text whole, also from one script to another', () => {
    const { index } = searchDatabase();
    index.put(1, '대마 cannabis');
    index.put(1, 'only ascii');
    expect(index.find('대마', 5).total + index.find('cannabis', 5).total + index.find('마', 5).total).toBe(0);
    index.put(1, '코카인');
    expect(index.find('only', 5).total + index.find('ly', 5).total).toBe(0);
    expect(index.find('카인', 5).sections).toEqual([1]);
    index.put(1, '코카인');
    expect(index.find('카인', 5).total).toBe(1);
  });

  it('is undone with its transaction', () => {
    const { db, index } = filled();
    const work = () => {
      index.put(1, 'heroin');
      index.remove(2);
      throw new Error('no');
    };
    expect(() => transaction(db, work)).toThrow('no');
    expect(index.find('heroin', 5).total).toBe(0);
    expect(index.find('ยา', 5).total).toBe(1);
  });

  it('empties itself and fills again', () => {
    const { db, index } = filled();
    index.remove(77);
    transaction(db, () => index.clear());
    for (const query of ['대마', 'kg', 'ice']) expect(index.find(query, 5).total).toBe(0);
    index.put(1, '대마');
    expect(index.find('마', 5).total).toBe(1);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('leaves no gram of a removed text once told to forget', () => {
    const { db, index } = filled();
    index.put(9, 'zqxj');
    index.put(10, 'vwkq');
    index.remove(9);
    index.put(10, 'plain');
    expect(databaseImage(db)).toSatisfy((image: Uint8Array) => Buffer.from(image).includes('qxj'));
    transaction(db, () => index.forgetRemoved());
    compactWal(db);
    const image = Buffer.from(databaseImage(db));
    for (const gram of ['zqx', 'qxj', 'vwk', 'wkq']) expect(image.includes(gram)).toBe(false);
    expect(index.find('대마', 5).sections).toEqual([1]);
  });
});

/** Few characters per script, so that random texts and queries meet often. */
const character = fc.constantFrom(
  ...'aAbç \'"%*-(',
  'ß',
  'ς',
  'Σ',
  'Đ',
  'đ',
  'á',
  'a\u0301',
  '대',
  '마',
  'ย',
  'า',
  '\u0e38',
  '\u0e48',
  '🚢',
  '\ud83d',
  '\0',
  'İ',
  'x',
  '0',
);
const text = fc.array(character, { maxLength: 30 }).map((parts) => parts.join(''));

describe('find equals a scan of the folded texts', () => {
  it('for any corpus, replacements and removals, and any query', () => {
    const { db, index } = searchDatabase();
    const change = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.option(text, { freq: 6 }));
    const queries = fc.array(
      fc.oneof(
        text,
        fc.array(character, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
      ),
      { minLength: 12, maxLength: 12 },
    );
    const property = fc.property(fc.array(change, { maxLength: 25 }), queries, fc.nat(), (changes, asked, pick) => {
      const texts = new Map<number, string>();
      transaction(db, () => {
        index.clear();
        for (const [section, value] of changes) {
          if (value === null) index.remove(section);
          else index.put(section, value);
          if (value === null) texts.delete(section);
          else texts.set(section, value);
        }
      });
      const part = fold([...texts.values()][0] ?? '').slice(pick % 9, (pick % 9) + 1 + (pick % 7));
      for (const query of [...asked, part]) expect(index.find(query, 100).sections).toEqual(scan(texts, query));
    });
    fc.assert(property, { numRuns: 150 });
  });
});

const scan = (texts: ReadonlyMap<number, string>, query: string): number[] => {
  const folded = fold(query);
  if (folded === '') return [];
  // Folded texts are well formed, so a match of code units is a match of characters.
  const found = [...texts].filter(([, value]) => fold(value).includes(folded));
  return found.map(([section]) => section).sort((a, b) => b - a);
};
