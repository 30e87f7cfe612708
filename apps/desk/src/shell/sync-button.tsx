import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { syncNow, useSyncRun } from '../calls/sync-run.js';
import { Button } from '../components/button.js';

/** Meets the peers now instead of at the next contact. */
export function SyncButton() {
  const { t } = useTranslation('desk');
  const { running } = useSyncRun();
  return (
    <Button icon={<RefreshCw size={16} aria-hidden />} working={running} onPress={() => void syncNow()}>
      {t('sync.now')}
    </Button>
  );
}
