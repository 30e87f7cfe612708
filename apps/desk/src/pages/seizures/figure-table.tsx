import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, type RecordFilter } from '../../calls/record-filter.js';
import type { FigureKey, SeizureFigure } from '../../calls/seizure-answers.js';
import { type Column, Table } from '../../components/table.js';
import { useFormat } from '../../format/use-format.js';
import { useKeyNames } from './key-names.js';
import { scaleOf } from './measures.js';

export interface FigureTableProps {
  readonly caption: string;
  readonly by: readonly FigureKey[];
  readonly groups: readonly SeizureFigure[];
}

/** Longer ones are cut, and say so: the file that can be taken along has every row. */
const ROWS_MAX = 200;

/** The figures of a chart as rows. Each opens the list of the records behind it. */
export function FigureTable({ caption, by, groups }: FigureTableProps) {
  const { t } = useTranslation('seizures');
  const columns = useColumns(by);
  return (
    <>
      <Table
        caption={caption}
        captionUnseen
        columns={columns}
        rows={groups.slice(0, ROWS_MAX)}
        keyOf={({ keys }) => JSON.stringify(keys)}
      />
      {groups.length > ROWS_MAX && <p>{t('rowsCut', { count: groups.length, shown: ROWS_MAX })}</p>}
    </>
  );
}

function useColumns(by: readonly FigureKey[]): Column<SeizureFigure>[] {
  const { t } = useTranslation('seizures');
  const names = useKeyNames();
  const format = useFormat();
  const count = (records: number, filter: RecordFilter): ReactNode =>
    records === 0 ? '' : <RecordsLink filter={filter}>{format.number(records)}</RecordsLink>;
  const figures = true;
  return [
    ...by.map((key, index) => ({
      id: key,
      title: names.title(key),
      cell: ({ keys }: SeizureFigure) =>
        key === 'via' && keys[index] === null ? '' : names.value(key, keys[index] ?? null),
    })),
    {
      id: 'records',
      title: t('column.records'),
      figures,
      cell: ({ records, filter }) => count(records, addressOf(filter)),
    },
    { id: 'mass', title: t('column.mass'), figures, cell: (figure) => <Mass figure={figure} /> },
    { id: 'units', title: t('column.units'), figures, cell: (figure) => <Units figure={figure} /> },
    {
      id: 'unmeasured',
      title: t('column.unmeasured'),
      figures,
      cell: ({ unmeasured, filter }) => count(unmeasured, { ...addressOf(filter), unit: '' }),
    },
    {
      id: 'differing',
      title: t('column.differing'),
      figures,
      cell: ({ differing, filter }) => count(differing, { ...addressOf(filter), differsIn: 'quantity' }),
    },
  ];
}

/** A figure that opens the records behind it. */
export const RecordsLink = ({ filter, children }: { readonly filter: RecordFilter; readonly children: ReactNode }) => (
  <Link to="/records" search={filter}>
    {children}
  </Link>
);

/** The mass that is known, and how far members differ about it. */
export function Mass({ figure: { grams, gramsLow, gramsHigh, weighed, filter } }: { readonly figure: SeizureFigure }) {
  const { t } = useTranslation('seizures');
  const format = useFormat();
  if (weighed === 0) return null;
  const { unit, of } = scaleOf('grams', gramsHigh);
  const range = { low: format.number(of(gramsLow)), high: format.quantity(of(gramsHigh), unit) };
  return (
    <>
      <RecordsLink filter={{ ...addressOf(filter), weighed: true }}>{format.quantity(of(grams), unit)}</RecordsLink>
      {gramsLow !== gramsHigh && ` (${t('between', range)})`}
    </>
  );
}

/** Sums as the sources count: never one of different units. */
export function Units({ figure: { units, filter } }: { readonly figure: SeizureFigure }) {
  const { t } = useTranslation('seizures');
  const format = useFormat();
  return units.map(({ unit, amount, records }, index) => (
    <span key={unit}>
      {index > 0 && ', '}
      <RecordsLink filter={{ ...addressOf(filter), unit }}>
        {t('ofRecords', { what: format.quantity(amount, unit), count: records })}
      </RecordsLink>
    </span>
  ));
}
