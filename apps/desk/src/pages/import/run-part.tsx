import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import { cancelImport, type ImportRun, runImport, useImportRun, wasStopped } from '../../calls/import-run.js';
import { useSession } from '../../calls/session.js';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { Working } from '../../components/working.js';
import { spaceName } from '../../format/space-names.js';
import { useFormat } from '../../format/use-format.js';
import styles from './import-page.module.css';
import { ImportResult } from './import-result.js';
import type { Mapping } from './mapping.js';

const route = getRouteApi('/desk/import');

interface RunPartProps {
  readonly upload: string;
  readonly mapping: Mapping;
  readonly onDrop: () => void;
}

/** Tries the whole file without writing, then brings it in: first what would happen, to whom it goes, then the deed. */
export function RunPart({ upload, mapping, onDrop }: RunPartProps) {
  const { t } = useTranslation('import');
  const { space } = route.useSearch();
  const text = JSON.stringify(mapping);
  const run = useImportRun(upload);
  const isOfThis = run?.mapping === text;
  const begin = (dryRun: boolean) => {
    if (space !== undefined) void runImport({ upload, space, mapping: text, dryRun });
  };
  const tried = isOfThis && run.report?.dryRun === true ? run.report : undefined;
  return (
    <section className={classes(styles.part)}>
      <h2>{t('tryAndImport')}</h2>
      {space === undefined && <p>{t('chooseSpace')}</p>}
      {run?.running !== true && (
        <div className={classes(styles.actions)}>
          <Button
            look={tried === undefined ? 'main' : 'plain'}
            isDisabled={space === undefined}
            onPress={() => begin(true)}
          >
            {t('try')}
          </Button>
        </div>
      )}
      {run?.running === true && <Running run={run} />}
      {run !== undefined && isOfThis && <Outcome run={run} mapping={mapping} space={space ?? ''} onDrop={onDrop} />}
      {tried !== undefined && tried.imported > 0 && space !== undefined && (
        <BringIn count={tried.imported} space={space} onImport={() => begin(false)} />
      )}
    </section>
  );
}

function Running({ run: { dryRun, progress } }: { readonly run: ImportRun }) {
  const { t } = useTranslation('import');
  const count = progress?.rows ?? 0;
  return (
    <Working
      sentence={dryRun ? t('trying', { count }) : t('importing', { count })}
      action={<Button onPress={() => void cancelImport()}>{t('stop')}</Button>}
    />
  );
}

function Outcome({
  run,
  ...rest
}: {
  readonly run: ImportRun;
  readonly mapping: Mapping;
  readonly space: string;
  readonly onDrop: () => void;
}) {
  const { t } = useTranslation('import');
  if (run.report !== undefined) return <ImportResult report={run.report} upload={run.upload} {...rest} />;
  if (run.error === undefined) return null;
  if (!wasStopped(run)) return <ErrorBox error={run.error} />;
  return (
    <Banner title={run.dryRun ? t('tryStopped') : t('stopped', { count: run.progress?.imported ?? 0 })}>
      {t('stoppedNext')}
    </Banner>
  );
}

/** Exactly what comes in, who receives it and when. */
function BringIn({
  count,
  space,
  onImport,
}: {
  readonly count: number;
  readonly space: string;
  readonly onImport: () => void;
}) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const own = useSession()?.member;
  const { data } = useQuery(desk.space.list.queryOptions());
  const found = data?.spaces.find((one) => one.space === space);
  const title = spaceName(found?.title, space);
  const others = (found?.audience ?? []).filter((member) => member !== own).map(format.member);
  return (
    <div className={classes(styles.bringIn)}>
      <p>{others.length === 0 ? t('staysHere') : t('leavesTo', { members: format.list(others) })}</p>
      <Button look="main" onPress={onImport}>
        {t('bringIn', { count, space: title })}
      </Button>
    </div>
  );
}
