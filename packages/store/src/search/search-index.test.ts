import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { closeDatabase, type Database } from '../database/database-handle.js';
import { compactWal, databaseImage, openDatabase } from '../database/open-database.js';
import { TEST_KEY, temporaryDatabase } from '../database/temporary-database.fixture.js';
import { transaction } from '../database/transaction.js';
import { fold } from './fold.js';
import { SearchIndex } from './search-index.js';
import { SEARCH_SCHEMA_SQL } from './search-schema.js';

/** The index with the texts that sections have, which in a home are read from their operations. */
class IndexedTexts {
  readonly texts = new Map<number, string>();
  readonly index: SearchIndex;

  constructor(readonly db: Database) {
    this.index = new SearchIndex(db);
  }

  /** The text changed and its grams are owed. */
  change(section: number, text: string): void {
    this.texts.set(section, text);
    this.db.prepare('INSERT INTO section (row) VALUES (?) ON CONFLICT DO NOTHING').run(section);
    this.index.owe([section]);
  }

  put(section: number, text: string): void {
    this.change(section, text);
    this.index.put(section, text);
  }

  remove(section: number): void {
    this.texts.delete(section);
    this.index.remove(section);
  }

  clear(): void {
    this.texts.clear();
    this.index.clear();
    this.db.exec('DELETE FROM section');
  }

  readonly textOf = (section: number): string => this.texts.get(section) ?? '';

  find(query: string, limit: number): readonly number[] {
    return this.index.find(query, limit, this.textOf).sections;
  }

  count(query: string): number {
    return this.find(query, 100).length;
  }
}

const searchDatabase = () => {
  const { db, path } = temporaryDatabase();
  db.exec('CREATE TABLE section (row INTEGER PRIMARY KEY)');
  db.exec(SEARCH_SCHEMA_SQL);
  return { db, path, search: new IndexedTexts(db) };
};

const TEXTS = [
  '서울중앙지검 대마 12kg 압수, 부산항 컨테이너',
  'ยาบ้า 200,000 เม็ด ท่าเรือแหลมฉบัง',
  'Thu giữ cần sa tại cảng Đà Nẵng; đá (ma túy đá) 3 kg',
  'Methamphetamine "ice" 50% pure, C:\\hold_7 * (NEAR port) -- OR 1=1',
  'Kapal MV Selat, Pelabuhan Klang 🚢👩‍✈️ syabu',
];

const filled = () => {
  const { db, path, search } = searchDatabase();
  transaction(db, () => {
    for (const [row, text] of TEXTS.entries()) search.put(row + 1, text);
  });
  return { db, path, search };
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
    const { search } = filled();
    expect(search.index.find(query, 20, search.textOf)).toEqual({ complete: true, sections });
    for (const [row, text] of TEXTS.entries()) search.change(row + 1, text);
    expect(search.index.find(query, 20, search.textOf)).toEqual({ complete: true, sections });
  });

  it('gives the newest up to the limit and says that there are more', () => {
    const { search } = searchDatabase();
    for (const section of [3, 1, 9, 7]) search.put(section, '대마 cannabis');
    for (const query of ['대마', 'cannabis', 'ca', '마 c', 'can', 'c']) {
      expect(search.index.find(query, 2, search.textOf)).toEqual({ complete: false, sections: [9, 7] });
      expect(search.index.find(query, 4, search.textOf).sections).toEqual([9, 7, 3, 1]);
      expect(search.index.find(query, 5, search.textOf)).toEqual({ complete: true, sections: [9, 7, 3, 1] });
    }
  });

  it('looks at what changed in bulk before it is indexed, the newest first, and says so', () => {
    const { db, search } = searchDatabase();
    transaction(db, () => {
      for (let section = 1; section <= 1_200; section++) search.change(section, `parcel ${section}`);
    });
    expect(search.index.find('parcel 1200', 5, search.textOf)).toEqual({ complete: false, sections: [1200] });
    expect(search.index.find('parcel 7', 5, search.textOf).complete).toBe(false);
    const [first] = search.index.owed(1);
    expect(first).toBe(1200);
    for (const section of search.index.owed(5_000)) search.index.put(section, search.textOf(section));
    expect(search.index.owed(1)).toEqual([]);
    expect(search.index.find('parcel 77', 99, search.textOf)).toEqual({
      complete: true,
      sections: [779, 778, 777, 776, 775, 774, 773, 772, 771, 770, 77],
    });
  });

  it('finds rare candidates among thousands, in as many steps as it takes', () => {
    const { db, search } = searchDatabase();
    transaction(db, () => {
      for (let section = 1; section <= 3_000; section++)
        search.put(section, section % 1_000 === 0 ? 'abcd' : 'abc bcd');
    });
    expect(search.find('abcd', 10)).toEqual([3_000, 2_000, 1_000]);
    expect(search.find('~', 10)).toEqual([]);
  });

  it('survives closing and opening', () => {
    const { db, path } = filled();
    closeDatabase(db);
    const again = openDatabase({ path, key: TEST_KEY });
    expect(new SearchIndex(again).find('대마', 5, (section) => TEXTS[section - 1] ?? '').sections).toEqual([1]);
    closeDatabase(again);
  });
});

describe('put, remove and clear', () => {
  it('replaces a text whole, also from one script to another', () => {
    const { search } = searchDatabase();
    search.put(1, '대마 cannabis');
    search.put(1, 'only ascii');
    expect(search.count('대마') + search.count('cannabis') + search.count('마')).toBe(0);
    search.put(1, '코카인');
    expect(search.count('only') + search.count('ly')).toBe(0);
    expect(search.find('카인', 5)).toEqual([1]);
  });

  it('is undone with its transaction', () => {
    const { db, search } = filled();
    const work = () => {
      search.index.put(1, 'heroin');
      search.index.remove(2);
      throw new Error('no');
    };
    expect(() => transaction(db, work)).toThrow('no');
    expect(search.count('대마')).toBe(1);
    expect(search.count('ยา')).toBe(1);
  });

  it('empties itself and fills again', () => {
    const { db, search } = filled();
    search.remove(77);
    transaction(db, () => search.clear());
    for (const query of ['대마', 'kg', 'ice']) expect(search.count(query)).toBe(0);
    search.put(1, '대마');
    expect(search.count('마')).toBe(1);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('leaves no gram of a removed text once told to forget', () => {
    const { db, search } = filled();
    search.put(9, 'zqxj');
    search.put(10, 'vwkq');
    search.remove(9);
    search.put(10, 'plain');
    expect(databaseImage(db)).toSatisfy((image: Uint8Array) => Buffer.from(image).includes('qxj'));
    transaction(db, () => search.index.forgetRemoved());
    compactWal(db);
    const image = Buffer.from(databaseImage(db));
    for (const gram of ['zqx', 'qxj', 'vwk', 'wkq']) expect(image.includes(gram)).toBe(false);
    expect(search.find('대마', 5)).toEqual([1]);
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
    const { db, search } = searchDatabase();
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
        search.clear();
        for (const [section, value] of changes) {
          if (value === null) search.remove(section);
          else if (section % 3 === 0) search.change(section, value);
          else search.put(section, value);
          if (value === null) texts.delete(section);
          else texts.set(section, value);
        }
      });
      const part = fold([...texts.values()][0] ?? '').slice(pick % 9, (pick % 9) + 1 + (pick % 7));
      for (const query of [...asked, part]) expect(search.find(query, 100)).toEqual(scan(texts, query));
    });
    fc.assert(property, { numRuns: 150 });
  });
});

describe('a query in two scripts', () => {
  it('asks each index once, and not the first one for every section that the second one finds', () => {
    const { db, search } = searchDatabase();
    const prepare = vi.spyOn(db, 'prepare');
    search.find('remark 7 목격자', 10);
    const finder = prepare.mock.calls.map(([sql]) => sql).find((sql) => sql.includes('search_wide MATCH'));
    const names = { ascii: 'a', wide: '"목격"', before: 1, count: 1 };
    const plan = db.prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${finder}`).all(names);
    const indexes = plan.flatMap(({ detail }) => detail.match(/VIRTUAL TABLE INDEX \d+:(.*)/)?.[1] ?? []);
    expect(indexes).toHaveLength(2);
    expect(indexes.filter((used) => used.includes('='))).toEqual([]); // `=` is one row at a time
  });
});

const scan = (texts: ReadonlyMap<number, string>, query: string): number[] => {
  const folded = fold(query);
  if (folded === '') return [];
  // Folded texts are well formed, so a match of code units is a match of characters.
  const found = [...texts].filter(([, value]) => fold(value).includes(folded));
  return found.map(([section]) => section).sort((a, b) => b - a);
};
