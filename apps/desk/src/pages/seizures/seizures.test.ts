import fc from 'fast-check';
import { parse } from 'papaparse';
import { describe, expect, it } from 'vitest';
import countries from 'world-atlas/countries-50m.json' with { type: 'json' };
import type { SeizureFigure } from '../../calls/seizure-answers.js';
import { barsOf, longestFirst } from './bars.js';
import { figureCsv } from './figure-csv.js';
import { measured, measuresOf, scaleOf } from './measures.js';
import { everyPeriod, firstDayOf, grainOf, lastDayOf } from './periods.js';
import { placeNames } from './place-names.js';
import { drawMap } from './route-map.js';
import { legsOf, routesOf } from './routes.js';
import { readSeizureQuery } from './seizure-query.js';
import { worldOf } from './world-shapes.js';

const figure = (keys: SeizureFigure['keys'], more: Partial<SeizureFigure> = {}): SeizureFigure => ({
  keys,
  records: 1,
  grams: 0,
  gramsLow: 0,
  gramsHigh: 0,
  weighed: 0,
  units: [],
  unmeasured: 0,
  differing: 0,
  filter: { kind: 'seizure' },
  ...more,
});

describe('APP-11: what is measured', () => {
  const some = figure(['heroin'], {
    records: 5,
    weighed: 3,
    grams: 2100,
    gramsLow: 2000,
    gramsHigh: 2400,
    units: [
      { unit: 'kg', amount: 2.1, records: 3 },
      { unit: 'tablet', amount: 40, records: 2 },
    ],
  });

  it('is records, mass or one unit, each with the filter of the records behind it', () => {
    expect(measuresOf(some)).toEqual(['records', 'grams', 'kg', 'tablet']);
    expect(measured(some, 'records')).toMatchObject({ value: 5, records: 5, filter: { kind: 'seizure' } });
    expect(measured(some, 'grams')).toEqual({
      value: 2100,
      low: 2000,
      high: 2400,
      records: 3,
      filter: { kind: 'seizure', weighed: true },
    });
    expect(measured(some, 'tablet')).toMatchObject({ value: 40, records: 2, filter: { unit: 'tablet' } });
    expect(measured(some, 'plant')).toMatchObject({ value: 0, records: 0 });
  });

  it('is written in kilograms from one on, without losing a digit', () => {
    expect(scaleOf('grams', 999.9)).toMatchObject({ unit: 'g' });
    expect(scaleOf('grams', 1000).of(2100.35)).toBe(2.10035);
    expect(scaleOf('tablet', 1e6).of(12)).toBe(12);
  });

  it('makes bars, the longest first and what is not said last', () => {
    const words = { nameOf: ({ keys: [key] }: SeizureFigure) => key ?? 'not said', labelOf: String };
    const groups = [figure([null], { records: 9 }), figure(['a'], { records: 2 }), figure(['b'], { records: 3 })];
    const { bars, records } = barsOf(groups, 'records', words);
    expect(longestFirst(bars).map(({ name }) => name)).toEqual(['b', 'a', 'not said']);
    expect(records).toBe(14);
    expect(barsOf(groups, 'grams', words).bars).toEqual([]);
  });
});

describe('time', () => {
  it('has every month between the first and the last, and years where months are too many', () => {
    expect(everyPeriod(['2026-02', '2025-11'], 'month')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(everyPeriod([], 'month')).toEqual([]);
    expect(grainOf([figure(['2026-01']), figure(['2026-12']), figure(['not a month']), figure([null])])).toBe('month');
    expect(grainOf([figure(['1999-01']), figure(['2026-12'])])).toBe('year');
    expect(everyPeriod(['1999-01', '2001-12'], 'year')).toEqual(['1999', '2000', '2001']);
  });

  it('reads the beginning of a day as the days it stands for', () => {
    expect([firstDayOf('2026'), firstDayOf('2026-02'), firstDayOf('2026-02-03'), firstDayOf(undefined)]).toEqual([
      '2026-01-01',
      '2026-02-01',
      '2026-02-03',
      undefined,
    ]);
    expect([lastDayOf('2026'), lastDayOf('2028-02'), lastDayOf('2026-02-03')]).toEqual([
      '2026-12-31',
      '2028-02-29',
      '2026-02-03',
    ]);
  });
});

it('an address says which seizures and what is measured', () => {
  expect(readSeizureQuery({ substance: 'heroin', measure: 'grams', kind: 'case', dayTo: '2026-1' })).toEqual({
    substance: 'heroin',
    measure: 'grams',
  });
  expect(readSeizureQuery({ measure: 'records' })).toEqual({});
});

describe('routes', () => {
  const groups = [
    figure(['LA', 'TH', 'KR'], { records: 2 }),
    figure(['TH', null, 'KR'], { records: 3 }),
    figure([null, null, 'KR'], { records: 9 }),
    figure(['KR', null, 'KR']),
    figure(['XX', null, 'SG']),
  ];

  it('go from origin over transit to destination, and share their legs', () => {
    const routes = routesOf(groups);
    expect(routes.map(({ stops }) => stops.join())).toEqual(['TH,KR', 'LA,TH,KR', 'KR,KR', 'XX,SG']);
    expect(legsOf(routes)).toEqual([
      { from: 'TH', to: 'KR', records: 5 },
      { from: 'LA', to: 'TH', records: 2 },
      { from: 'XX', to: 'SG', records: 1 },
    ]);
  });

  it('are drawn where their countries are, small ones too; what has no place is named', () => {
    const world = worldOf(countries as unknown as Parameters<typeof worldOf>[0]);
    expect(['SG', 'HK', 'MO', 'BN', 'KR', 'TH', 'US', 'FR'].filter((code) => !world.middleByCode.has(code))).toEqual(
      [],
    );
    const size = { width: 600, height: 400 };
    const map = drawMap(world, legsOf(routesOf(groups)), size);
    expect(map.unplaced).toEqual(['XX']);
    expect(map.legs.map(({ from, to }) => `${from}-${to}`)).toEqual(['TH-KR', 'LA-TH']);
    const at = Object.fromEntries(map.places.map(({ code, x, y }) => [code, { x, y }]));
    expect(at.KR?.x).toBeGreaterThan(at.TH?.x ?? Number.NaN);
    expect(at.KR?.y).toBeLessThan(at.SG?.y ?? Number.NaN);
    expect(placeNames(map.places, (code) => code, size).length).toBeGreaterThan(1);
  });

  it('have names that never lie on each other or outside', () => {
    const coordinate = fc.integer({ min: 0, max: 400 });
    const places = fc.array(fc.record({ x: coordinate, y: coordinate }), { maxLength: 12 });
    fc.assert(
      fc.property(places, (points) => {
        const named = placeNames(
          points.map((point, index) => ({ ...point, code: String(index) })),
          () => 'Thailand',
          { width: 400, height: 400 },
        );
        const boxes = named.map(({ x, y, anchor }) => (anchor === 'start' ? { x, y } : { x: x - 56, y }));
        for (const [index, one] of boxes.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + 56).toBeLessThanOrEqual(400);
          for (const other of boxes.slice(index + 1)) {
            expect(Math.abs(one.x - other.x) >= 56 || Math.abs(one.y - other.y) >= 16).toBe(true);
          }
        }
      }),
    );
  });
});

describe('APP-11: the file for spreadsheets', () => {
  const names = { title: (key: string) => key, value: (_key: string, value: string | null) => value ?? '' };

  it('holds no formula, whatever a peer wrote', () => {
    const evil = fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string()).map((parts) => parts.join(''));
    fc.assert(
      fc.property(evil, (code) => {
        const { data } = parse(figureCsv({ by: ['substance'], groups: [figure([code])], names }), { newline: '\r\n' });
        expect((data as string[][])[1]?.slice(0, 3)).toEqual([`'${code}`, `'${code}`, '1']);
      }),
    );
  });

  it('begins with the mark of UTF-8 and keeps units apart', () => {
    const groups = [figure(['a'], { units: [{ unit: 'kg', amount: 2.5, records: 1 }] }), figure([null])];
    expect(figureCsv({ by: ['channel'], groups, names })).toBe(
      '\uFEFFchannel,channel_name,records,grams,grams_least,grams_most,records_weighed,amount_kg,records_kg,records_without_quantity,records_that_differ\r\n' +
        'a,a,1,0,0,0,0,2.5,1,0,0\r\n,,1,0,0,0,0,,0,0,0',
    );
  });
});
