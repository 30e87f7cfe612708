import type { RecordFilter } from '../../calls/record-filter.js';
import type { SeizureFigure } from '../../calls/seizure-answers.js';
import { type Measure, measured, type Scale, scaleOf } from './measures.js';

/** One bar of a chart, in the unit in which the whole chart is read. */
export interface Bar {
  /** Code behind it, or a word for records that say none: what tells bars apart. */
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The figure in words, as it stands beside the bar. */
  readonly label: string;
  readonly records: number;
  readonly filter: RecordFilter;
}

export interface Words {
  readonly nameOf: (figure: SeizureFigure) => string;
  readonly labelOf: (value: number, scale: Scale) => string;
}

export interface Bars {
  readonly scale: Scale;
  readonly bars: readonly Bar[];
  /** Records behind all bars together. */
  readonly records: number;
}

/** Bars of those groups that have something of the measure, in the order given. */
export function barsOf(groups: readonly SeizureFigure[], measure: Measure, { nameOf, labelOf }: Words): Bars {
  const all = groups.map((figure) => ({ figure, ...measured(figure, measure) })).filter(({ records }) => records > 0);
  const scale = scaleOf(measure, Math.max(0, ...all.map(({ high }) => high)));
  const bars = all.map(({ figure, value, low, high, records, filter }) => ({
    id: figure.keys.map((key) => key ?? '').join(' '),
    name: nameOf(figure),
    value: scale.of(value),
    low: scale.of(low),
    high: scale.of(high),
    label: labelOf(scale.of(value), scale),
    records,
    filter,
  }));
  return { scale, bars, records: bars.reduce((sum, bar) => sum + bar.records, 0) };
}

/** The longest first; what the records do not say comes last, however much it is. */
export const longestFirst = (bars: readonly Bar[]): Bar[] =>
  [...bars].sort((a, b) => Number(a.id === '') - Number(b.id === '') || b.value - a.value || (a.id < b.id ? -1 : 1));
