import { useTranslation } from 'react-i18next';
import { useSyncRun } from '../calls/sync-run.js';
import { ErrorBox } from '../components/error-box.js';
import { Working } from '../components/working.js';
import { useFormat } from '../format/use-format.js';

/** What the sync that this browser asked for is doing, and why it failed if it did. Offline peers are no failure of it. */
export function SyncProgress() {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const { running, progress, error } = useSyncRun();
  if (error !== undefined) return <ErrorBox error={error} />;
  if (!running) return null;
  if (progress === undefined) return <Working sentence={t('sync.beginning')} />;
  const peer = format.member(progress.peer);
  return <Working sentence={t('sync.with', { peer })} />;
}
