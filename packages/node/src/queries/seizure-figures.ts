import type { WriterId } from '@liaison/protocol';
import type { FigureKey, FigureRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';
import { type RecordFilter, storeFilter } from './list-records.js';

/** A figure over some seizures, and the filter that lists exactly the records behind it. */
export interface SeizureFigure {
  /** One for each key that was asked for; null where the records say none. */
  readonly keys: readonly (string | null)[];
  /** Records behind it: `filter`. */
  readonly records: number;
  /** Sum in grams over the records whose mass is known, by the value that stands for each. */
  readonly grams: number;
  /** The same with the least and with the most that any member says of each: equal where nobody differs. */
  readonly gramsLow: number;
  readonly gramsHigh: number;
  /** Records whose mass is known: `filter` with `weighed: true`. */
  readonly weighed: number;
  /** Sums as the sources count, by unit: `filter` with that `unit`. */
  readonly units: readonly { readonly unit: string; readonly amount: number; readonly records: number }[];
  /** Records that give no quantity: `filter` with `unit: ''`. */
  readonly unmeasured: number;
  /** Records in which members differ about the quantity: `filter` with `differsIn: 'quantity'`. */
  readonly differing: number;
  readonly filter: RecordFilter;
}

export interface SeizureFigures {
  readonly groups: readonly SeizureFigure[];
  readonly total: SeizureFigure;
  /** How the value that counts is chosen where members differ: the joint section's, else the founder's, else the first. */
  readonly rule: 'joint-founder-first';
}

/** Sums over the seizures that a filter leaves, broken down by up to three keys. Every figure is a count or sum of records. */
export function seizureFigures(
  context: ReplicaContext,
  officer: WriterId,
  input: { readonly filter: RecordFilter; readonly by: readonly FigureKey[] },
): SeizureFigures {
  const asked: RecordFilter = { ...input.filter, kind: 'seizure' };
  const filter = storeFilter(context, officer, asked);
  if (filter === null) return { groups: [], total: figureOf([], [], 0, asked), rule: RULE };
  const { figures } = context.store;
  const rows = figures.sums(filter, input.by);
  const differing = new Map(
    figures.differing(filter, input.by, 'quantity').map(({ keys, records }) => [JSON.stringify(keys), records]),
  );
  const byKeys = new Map<string, FigureRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(row.keys);
    byKeys.set(key, [...(byKeys.get(key) ?? []), row]);
  }
  const groups = [...byKeys].map(([key, ofKey]) => {
    const keys = ofKey[0]?.keys ?? [];
    return figureOf(keys, ofKey, differing.get(key) ?? 0, narrowed(asked, input.by, keys));
  });
  const differs = [...differing.values()].reduce((sum, count) => sum + count, 0);
  return { groups, total: figureOf([], rows, differs, asked), rule: RULE };
}

const RULE = 'joint-founder-first';

function figureOf(
  keys: SeizureFigure['keys'],
  rows: readonly FigureRow[],
  differing: number,
  filter: RecordFilter,
): SeizureFigure {
  const sum = (of: (row: FigureRow) => number) => rounded(rows.reduce((total, row) => total + of(row), 0));
  return {
    keys,
    records: sum(({ records }) => records),
    grams: sum(({ grams }) => grams),
    gramsLow: sum(({ gramsLow }) => gramsLow),
    gramsHigh: sum(({ gramsHigh }) => gramsHigh),
    weighed: sum(({ weighed }) => weighed),
    units: unitsOf(rows),
    unmeasured: sum(({ unit, records }) => (unit === null ? records : 0)),
    differing,
    filter,
  };
}

function unitsOf(rows: readonly FigureRow[]): SeizureFigure['units'] {
  const units = [...new Set(rows.flatMap(({ unit }) => unit ?? []))].sort();
  return units.map((unit) => {
    const ofUnit = rows.filter((row) => row.unit === unit);
    const amount = rounded(ofUnit.reduce((total, row) => total + (row.amount ?? 0), 0));
    return { unit, amount, records: ofUnit.reduce((total, { records }) => total + records, 0) };
  });
}

/** To the microgram: binary fractions must not show up as digits that nobody measured. */
const rounded = (value: number): number => (Math.abs(value) < 1e9 ? Math.round(value * 1e6) / 1e6 : value);

/** The filter together with what a group has in common. */
function narrowed(filter: RecordFilter, by: readonly FigureKey[], keys: SeizureFigure['keys']): RecordFilter {
  let result = filter;
  for (const [index, key] of by.entries()) result = { ...result, ...part(result, key, keys[index] ?? null) };
  return result;
}

function part(filter: RecordFilter, key: FigureKey, value: string | null): RecordFilter {
  if (key !== 'month' && key !== 'year') return { [key]: value ?? '' };
  if (value === null) return { undated: true };
  const { dayFrom, dayTo } = filter;
  // days are compared as texts, and the end of a month lies after each of its days
  const to = dayTo !== undefined && `${dayTo}\u007f` < `${value}\u007f` ? dayTo : value;
  return { dayFrom: dayFrom !== undefined && dayFrom > value ? dayFrom : value, dayTo: to };
}
