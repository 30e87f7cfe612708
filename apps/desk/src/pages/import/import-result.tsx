import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ImportReport } from '../../calls/import-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { Table } from '../../components/table.js';
import { useFormat } from '../../format/use-format.js';
import { useFaultText } from './fault-text.js';
import { faultsOf } from './faults.js';
import styles from './import-page.module.css';
import type { Mapping } from './mapping.js';

interface ImportResultProps {
  readonly report: ImportReport;
  readonly upload: string;
  readonly mapping: Mapping;
  readonly space: string;
  readonly onDrop: () => void;
}

/** What became, or would become, of every row; what was not taken stands below by line and cell. */
export function ImportResult({ report, upload, mapping, space, onDrop }: ImportResultProps) {
  const { t } = useTranslation('import');
  const { dryRun, imported, duplicates, rejected, rows, changedAfter } = report;
  return (
    <>
      <Banner title={dryRun ? t('wouldCome', { count: imported }) : t('came', { count: imported })}>
        <p>{t('rows', { count: rows })}</p>
        {duplicates > 0 && <p>{t('duplicates', { count: duplicates })}</p>}
        {rejected > 0 && <p>{t('rejected', { count: rejected })}</p>}
        {!dryRun && (
          <p className={classes(styles.actions)}>
            {imported > 0 && (
              <Link to="/records" search={{ space, after: changedAfter }}>
                {t('showThem')}
              </Link>
            )}
            <Button onPress={onDrop}>{t('finish')}</Button>
          </p>
        )}
      </Banner>
      {rejected > 0 && <Rejected report={report} upload={upload} mapping={mapping} />}
    </>
  );
}

function Rejected({ report, upload, mapping }: Pick<ImportResultProps, 'report' | 'upload' | 'mapping'>) {
  const { t } = useTranslation('import');
  const names = useKinds();
  const format = useFormat();
  const faultText = useFaultText();
  const save = useMutation({
    mutationFn: async () => {
      const { saveRejects } = await import('./save-rejects.js');
      return saveRejects(upload, [t('line'), t('problem'), t('row')], faultText);
    },
  });
  const faults = faultsOf(report.rejections);
  return (
    <section className={classes(styles.part)}>
      <h3>{t('notTaken')}</h3>
      {report.rejections.length < report.rejected && (
        <p>{t('firstOf', { shown: format.number(report.rejections.length), all: format.number(report.rejected) })}</p>
      )}
      <Table
        caption={t('notTaken')}
        captionUnseen
        rows={faults}
        keyOf={({ id }) => id}
        columns={[
          { id: 'line', title: t('line'), cell: ({ line }) => format.number(line) },
          { id: 'column', title: t('column'), cell: ({ column }) => column },
          { id: 'field', title: t('use'), cell: ({ field }) => (field === '' ? '' : names.field(mapping.kind, field)) },
          { id: 'text', title: t('stands'), cell: ({ text }) => text },
          { id: 'problem', title: t('problem'), cell: ({ code }) => faultText(code) },
        ]}
      />
      {save.error !== null && <ErrorBox error={save.error} />}
      <div>
        <Button icon={<Download size={16} aria-hidden />} working={save.isPending} onPress={() => save.mutate()}>
          {t('saveRejects')}
        </Button>
      </div>
    </section>
  );
}
