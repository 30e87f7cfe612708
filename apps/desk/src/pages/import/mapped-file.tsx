import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Suggestion } from '../../calls/import-answers.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { useFormat } from '../../format/use-format.js';
import { ColumnTable } from './column-table.js';
import styles from './import-page.module.css';
import { ImportTarget } from './import-target.js';
import type { Mapping } from './mapping.js';
import { useMappingDraft } from './mapping-draft.js';
import { Preview } from './preview.js';
import { RunPart } from './run-part.js';

interface MappedFileProps {
  readonly upload: string;
  readonly suggestion: Suggestion;
  /** As the officer left it before. */
  readonly kept?: Mapping;
  readonly onDrop: () => void;
}

/** What the columns of a file are, what its first rows become, and its import. */
export function MappedFile({ upload, suggestion, kept, onDrop }: MappedFileProps) {
  const { t } = useTranslation('import');
  const [mapping, setMapping] = useState<Mapping>(() => kept ?? (suggestion.mapping as unknown as Mapping));
  useMappingDraft(upload, mapping);
  const isEmpty = Object.keys(mapping.fields).length === 0;
  return (
    <>
      <section className={classes(styles.part)}>
        <header className={classes(styles.file)}>
          <h2>{suggestion.name}</h2>
          <Button onPress={onDrop}>{t('otherFile')}</Button>
        </header>
        <HowRead suggestion={suggestion} />
        <ImportTarget suggestion={suggestion} mapping={mapping} onChange={setMapping} />
      </section>
      <section className={classes(styles.part)}>
        <h2>{t('columns')}</h2>
        <ColumnTable upload={upload} suggestion={suggestion} mapping={mapping} onChange={setMapping} />
      </section>
      {isEmpty ? (
        <p>{t('chooseField')}</p>
      ) : (
        <>
          <Preview upload={upload} mapping={mapping} />
          <RunPart upload={upload} mapping={mapping} onDrop={onDrop} />
        </>
      )}
    </>
  );
}

/** As what the bytes were read: where that was wrong, every word below is. */
function HowRead({ suggestion: { name, mapping, columns } }: { readonly suggestion: Suggestion }) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const row = format.number(Number(mapping.headerRow ?? 1));
  const text = typeof mapping.encoding === 'string' ? mapping.encoding.toUpperCase() : 'UTF-8';
  const encoding = /\.xlsx$/i.test(name) ? 'XLSX' : text;
  return (
    <p className={classes(styles.quiet)}>
      {t('readAs', { encoding, row, count: columns.length })}
      {mapping.unpivot !== undefined && ` ${t('yearsAreRows')}`}
    </p>
  );
}
