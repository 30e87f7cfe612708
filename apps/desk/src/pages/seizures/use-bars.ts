import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FigureKey, SeizureFigures } from '../../calls/seizure-answers.js';
import { useFormat } from '../../format/use-format.js';
import { type Bar, type Bars, barsOf } from './bars.js';
import { useKeyNames } from './key-names.js';
import type { Measure, Scale } from './measures.js';

/** The bars of a breakdown with the words around them. */
export interface BarWords extends Bars {
  /** "Mass by substance". */
  readonly title: string;
  /** How many records stand behind the bars. */
  readonly note: string;
  readonly openList: (bar: Bar) => void;
}

export function useBars(by: FigureKey, { groups, total }: SeizureFigures, measure: Measure): BarWords {
  const { t } = useTranslation('seizures');
  const names = useKeyNames();
  const format = useFormat();
  const navigate = useNavigate();
  const bars = barsOf(groups, measure, {
    nameOf: ({ keys: [key = null] }) => names.value(by, key),
    labelOf: (value, { unit }: Scale) => (unit === '' ? format.number(value) : format.quantity(value, unit)),
  });
  const what = measure === 'records' || measure === 'grams' ? t(`measure.${measure}`) : measure;
  return {
    ...bars,
    title: t('by', { what, key: names.title(by) }),
    note: t('note.behind', {
      count: total.records,
      behind: format.number(bars.records),
      all: format.number(total.records),
    }),
    openList: ({ filter }) => void navigate({ to: '/records', search: filter }),
  };
}
