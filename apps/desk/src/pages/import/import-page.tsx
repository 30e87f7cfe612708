import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../calls/session.js';
import { Banner } from '../../components/banner.js';
import { Page } from '../../shell/page.js';
import { FileChoice } from './file-choice.js';
import { UploadedFile } from './uploaded-file.js';

const route = getRouteApi('/desk/import');

/** A list from elsewhere becomes records: choose it, say what its columns are, try it, bring it in. */
export function ImportPage() {
  const { t } = useTranslation('import');
  const { upload, kind } = route.useSearch();
  const mayImport = useMay('import.begin');
  return (
    <Page title={t('title')}>
      {!mayImport && <Banner title={t('mayNot')}>{t('whomToAsk')}</Banner>}
      {mayImport && upload === undefined && <FileChoice />}
      {mayImport && upload !== undefined && (
        <UploadedFile key={`${upload} ${kind ?? ''}`} upload={upload} {...(kind === undefined ? {} : { kind })} />
      )}
    </Page>
  );
}
