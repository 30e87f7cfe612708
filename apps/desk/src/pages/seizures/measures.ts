import { addressOf, type RecordFilter } from '../../calls/record-filter.js';
import type { SeizureFigure } from '../../calls/seizure-answers.js';

/** What a chart measures: `records`, `grams`, or a unit as the sources count. */
export type Measure = string;

/** One figure as a chart shows it. */
export interface Measured {
  readonly value: number;
  /** The same with the least and the most that any member says; equal where nobody differs. */
  readonly low: number;
  readonly high: number;
  /** Records behind it, and the filter that lists exactly them. */
  readonly records: number;
  readonly filter: RecordFilter;
}

/** Units are kept: a figure is never the sum of different ones. */
export function measured(figure: SeizureFigure, measure: Measure): Measured {
  const { records, filter, grams, gramsLow, gramsHigh, weighed, units } = figure;
  const address = addressOf(filter);
  if (measure === 'records') return { value: records, low: records, high: records, records, filter: address };
  if (measure === 'grams') {
    return {
      value: grams,
      low: gramsLow,
      high: gramsHigh,
      records: weighed,
      filter: { ...address, weighed: true },
    };
  }
  const ofUnit = units.find(({ unit }) => unit === measure);
  const value = ofUnit?.amount ?? 0;
  return { value, low: value, high: value, records: ofUnit?.records ?? 0, filter: { ...address, unit: measure } };
}

/** The measures that say something of these figures. */
export const measuresOf = ({ units }: SeizureFigure): Measure[] => [
  'records',
  'grams',
  ...units.map(({ unit }) => unit).filter((unit) => unit !== 'g'),
];

const GRAMS_PER_KG = 1_000;

/** Grams in the unit in which they are read, the same for all figures of a chart. */
export interface Scale {
  readonly unit: string;
  readonly of: (value: number) => number;
}

/** How figures up to `most` are written. Dividing by a thousand loses no digit. */
export function scaleOf(measure: Measure, most: number): Scale {
  if (measure !== 'grams') return { unit: measure === 'records' ? '' : measure, of: (value) => value };
  if (most < GRAMS_PER_KG) return { unit: 'g', of: (value) => value };
  return { unit: 'kg', of: (value) => Number((value / GRAMS_PER_KG).toPrecision(15)) };
}
