import { axisX, axisY, barX, barY, gridY, plot, ruleX, ruleY, text } from '@observablehq/plot';
import type { Bar } from './bars.js';

type Chart = ReturnType<typeof plot>;

const TEXT_PIXELS = 13;
const LETTER_PIXELS = 8.4;
const ROW_PIXELS = 26;
const LABELLED_MAX = 24;
const NAMES_APART_PIXELS = 72;
const STYLE = { fontFamily: 'inherit', fontSize: `${TEXT_PIXELS}px`, overflow: 'visible', background: 'none' };
const FILL = 'var(--accent)';
const RANGE = { stroke: 'var(--ink)', strokeWidth: 1.5 };

const titleOf = ({ name, label }: Bar): string => `${name}: ${label}`;
const differing = (bars: readonly Bar[]): Bar[] => bars.filter(({ low, high }) => low !== high);

/** Bars that lie, one under the other, each with its name before and its figure behind it. */
export function lyingBars(bars: readonly Bar[], width: number): Chart {
  const nameOf = new Map(bars.map(({ id, name }) => [id, name]));
  const marginLeft = Math.min(width * 0.4, 12 + LETTER_PIXELS * longest(bars.map(({ name }) => name)));
  return plot({
    width,
    height: bars.length * ROW_PIXELS + 8,
    marginLeft,
    marginRight: Math.min(width * 0.35, 12 + LETTER_PIXELS * longest(bars.map(({ label }) => label))),
    marginTop: 4,
    marginBottom: 4,
    style: STYLE,
    x: { axis: null, domain: [0, mostOf(bars)] },
    y: { domain: bars.map(({ id }) => id), label: null, padding: 0.25 },
    marks: [
      axisY({
        tickFormat: (id: string) => nameOf.get(id) ?? id,
        tickSize: 0,
        lineWidth: (marginLeft - 12) / TEXT_PIXELS,
        textOverflow: 'ellipsis',
        fontSize: TEXT_PIXELS,
      }),
      barX(bars, { x: 'value', y: 'id', fill: FILL, title: titleOf, className: 'bars' }),
      ruleY(differing(bars), { x1: 'low', x2: 'high', y: 'id', ...RANGE }),
      text(bars, { x: 'high', y: 'id', text: 'label', textAnchor: 'start', dx: 6, fontSize: TEXT_PIXELS }),
      ruleX([0], { stroke: 'var(--line-control)' }),
    ],
  });
}

export interface StandingLook {
  readonly width: number;
  /** What the figures are, written at the top of their axis. */
  readonly axis: string;
  /** Every period, those without a bar too. */
  readonly periods: readonly { readonly id: string; readonly name: string }[];
  readonly number: (value: number) => string;
}

/** Bars that stand side by side along time, from zero. */
export function standingBars(bars: readonly Bar[], { width, axis, periods, number }: StandingLook): Chart {
  const nameOf = new Map(periods.map(({ id, name }) => [id, name]));
  const most = mostOf(bars);
  const marginLeft = 16 + LETTER_PIXELS * Math.max(3, number(most).length);
  const everyNth = Math.ceil((periods.length * NAMES_APART_PIXELS) / (width - marginLeft));
  const named = periods.filter((_one, index) => index % everyNth === 0).map(({ id }) => id);
  const isLabelled = periods.length <= LABELLED_MAX && (width - marginLeft) / periods.length > labelPixels(bars);
  return plot({
    width,
    height: 260,
    marginLeft,
    marginTop: 28,
    style: STYLE,
    x: { domain: periods.map(({ id }) => id), label: null, padding: 0.15 },
    y: { domain: [0, most], label: axis, nice: true },
    marks: [
      gridY({ stroke: 'var(--line)', strokeOpacity: 1 }),
      axisY({
        tickFormat: number,
        tickSize: 0,
        ticks: Math.min(5, most),
        label: axis,
        fontSize: TEXT_PIXELS,
        labelArrow: 'none',
      }),
      axisX({
        ticks: named,
        tickFormat: (id: string) => nameOf.get(id) ?? id,
        tickSize: 3,
        label: null,
        fontSize: TEXT_PIXELS,
      }),
      barY(bars, { x: 'id', y: 'value', fill: FILL, title: titleOf, className: 'bars' }),
      ruleX(differing(bars), { x: 'id', y1: 'low', y2: 'high', ...RANGE }),
      isLabelled ? text(bars, { x: 'id', y: 'high', text: 'label', dy: -9, fontSize: TEXT_PIXELS }) : null,
      ruleY([0], { stroke: 'var(--line-control)' }),
    ],
  });
}

const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map((one) => one.length));
const labelPixels = (bars: readonly Bar[]): number => 8 + LETTER_PIXELS * longest(bars.map(({ label }) => label));
/** Bars of nothing need a scale too. */
const mostOf = (bars: readonly Bar[]): number => Math.max(0, ...bars.map(({ high }) => high)) || 1;
