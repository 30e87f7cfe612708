import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorBox } from '../../components/error-box.js';
import { Table } from '../../components/table.js';
import { Working } from '../../components/working.js';
import { useFormat } from '../../format/use-format.js';
import { Page } from '../../shell/page.js';
import { SyncButton } from '../../shell/sync-button.js';
import { SyncProgress } from '../../shell/sync-progress.js';

/** What this home holds, and what has not reached anybody yet. */
export function TodayPage() {
  const { t } = useTranslation('today');
  const format = useFormat();
  const { data, error, refetch } = useQuery(desk.home.status.queryOptions());
  return (
    <Page title={t('title')} actions={<SyncButton />}>
      <SyncProgress />
      {error !== null && <ErrorBox error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Working sentence={t('asking')} />}
      {data?.spaces.length === 0 && <EmptyState sentence={t('nothingYet')} />}
      {data !== undefined && data.spaces.length > 0 && (
        <Table
          caption={t('held')}
          rows={data.spaces}
          keyOf={({ space }) => space}
          columns={[
            { id: 'title', title: t('space'), cell: ({ title, space }) => title ?? space.slice(0, 8) },
            { id: 'owner', title: t('owner'), cell: ({ owner }) => format.member(owner) },
            { id: 'with', title: t('sharedWith'), cell: ({ audience }) => format.list(audience.map(format.member)) },
            { id: 'records', title: t('records'), figures: true, cell: ({ records }) => format.number(records) },
            { id: 'waiting', title: t('waiting'), figures: true, cell: ({ waiting }) => format.number(waiting) },
          ]}
        />
      )}
    </Page>
  );
}
