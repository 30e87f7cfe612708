import { Link, type LinkOptions } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type FilterName, type RecordFilter, without } from '../../calls/record-filter.js';
import { useKinds } from '../../calls/record-kinds.js';
import { classes } from '../../components/classes.js';
import { useFormat } from '../../format/use-format.js';
import styles from './filter-marks.module.css';

export interface FilterMarksProps {
  readonly filter: RecordFilter;
  /** Parts that a control of the page shows already. */
  readonly chosenAbove: readonly FilterName[];
  /** Where the page is without a part. */
  readonly searchWithout: (filter: RecordFilter) => LinkOptions;
}

/** What else narrows what is shown, in words: a figure that was opened, an address that was kept. Each can be taken away. */
export function FilterMarks({ filter, chosenAbove, searchWithout }: FilterMarksProps) {
  const { t } = useTranslation('records');
  const words = useFilterWords();
  const names = (Object.keys(filter) as FilterName[]).filter((name) => !chosenAbove.includes(name));
  if (names.length === 0) return null;
  return (
    <ul aria-label={t('marks.label')} className={classes(styles.marks)}>
      {names.map((name) => (
        <li key={name}>
          <span>{words(name, filter)}</span>
          <Link {...searchWithout(without(filter, name))} aria-label={t('marks.remove', { what: words(name, filter) })}>
            <X size={14} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}

const FIELDS: Partial<Record<FilterName, string>> = {
  substance: 'substance',
  channel: 'channel',
  country: 'country',
  origin: 'origin',
  destination: 'destination',
  transit: 'transit',
  via: 'transit',
};

function useFilterWords() {
  const { t } = useTranslation('records');
  const kinds = useKinds();
  const format = useFormat();
  const said = (name: FilterName, value: string): string => {
    if (value === '') return t('marks.none');
    if (name === 'via' || name === 'transit') return kinds.value('seizure', 'transit', value.split(','));
    return kinds.value('seizure', FIELDS[name] ?? name, value);
  };
  return (name: FilterName, filter: RecordFilter): string => {
    const value = filter[name];
    const field = FIELDS[name];
    if (field !== undefined)
      return t('marks.is', { what: kinds.field('seizure', field), value: said(name, String(value)) });
    switch (name) {
      case 'kind':
        return kinds.kind(String(value));
      case 'founder':
      case 'speaks':
        return t(`marks.${name}`, { member: format.member(String(value)) });
      case 'dayFrom':
      case 'dayTo':
        return t(`marks.${name}`, { day: format.period(String(value)) });
      case 'unit':
        return value === '' ? t('marks.unmeasured') : t('marks.unit', { unit: value });
      case 'differsIn':
        return t('marks.differsIn', { field: kinds.field('seizure', String(value)) });
      case 'undated':
      case 'weighed':
      case 'contested':
      case 'unsettled':
      case 'unread':
        return t(`marks.${name}.${value === true ? 'yes' : 'no'}`);
      default:
        return String(value);
    }
  };
}
