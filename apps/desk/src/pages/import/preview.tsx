import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { deskClient } from '../../calls/desk.js';
import type { PreviewedRow } from '../../calls/import-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { Table } from '../../components/table.js';
import { Working } from '../../components/working.js';
import { useFormat } from '../../format/use-format.js';
import { useFaultText } from './fault-text.js';
import styles from './import-page.module.css';
import type { Mapping } from './mapping.js';

const ROWS = 6;

/** The first rows as they would stand in records, made anew whenever the mapping changes. Nothing is written. */
export function Preview({ upload, mapping }: { readonly upload: string; readonly mapping: Mapping }) {
  const { t } = useTranslation('import');
  const text = JSON.stringify(mapping);
  const { data, error } = useQuery({
    queryKey: [['import', 'preview'], { upload, text }],
    queryFn: ({ signal }) => deskClient.import.preview.mutate({ upload, mapping: text, rows: ROWS }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <section className={classes(styles.part)}>
      <h2>{t('firstRows')}</h2>
      {error !== null && <ErrorBox error={error} />}
      {error === null && data === undefined && <Working sentence={t('readingRows')} />}
      {error === null && data !== undefined && <PreviewTable rows={data.rows} mapping={mapping} />}
    </section>
  );
}

function PreviewTable({ rows, mapping }: { readonly rows: readonly PreviewedRow[]; readonly mapping: Mapping }) {
  const { t } = useTranslation('import');
  const names = useKinds();
  const format = useFormat();
  return (
    <Table
      caption={t('firstRows')}
      captionUnseen
      rows={rows}
      keyOf={({ line }) => String(line)}
      columns={[
        { id: 'line', title: t('line'), cell: ({ line }) => format.number(line) },
        ...Object.keys(mapping.fields).map((field) => ({
          id: `field ${field}`,
          title: names.field(mapping.kind, field),
          cell: (row: PreviewedRow) => <PreviewCell row={row} kind={mapping.kind} field={field} />,
        })),
      ]}
    />
  );
}

const SHOWN_CHARS = 80;

function PreviewCell({
  row,
  kind,
  field,
}: {
  readonly row: PreviewedRow;
  readonly kind: string;
  readonly field: string;
}) {
  const names = useKinds();
  const faultText = useFaultText();
  if (row.type === 'mapped') {
    const value = row.texts?.[field] ?? row.fields[field];
    return value === undefined ? null : names.value(kind, field, value).slice(0, SHOWN_CHARS);
  }
  const cell = row.cells?.find((one) => one.field === field);
  if (cell === undefined) return null;
  return (
    <span className={classes(styles.missing)}>
      {cell.text.slice(0, SHOWN_CHARS)} – {faultText(cell.code)}
    </span>
  );
}
