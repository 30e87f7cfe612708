import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { Overview } from '../../calls/overview-answers.js';
import { ErrorBox } from '../../components/error-box.js';
import { Working } from '../../components/working.js';
import { Page } from '../../shell/page.js';
import { SyncButton } from '../../shell/sync-button.js';
import { SyncProgress } from '../../shell/sync-progress.js';
import { CameIn } from './came-in.js';
import { NeedList } from './need-list.js';
import { PeerLines } from './peer-lines.js';

/** What needs this officer, what came in since they looked, and how it stands with everybody. */
export function TodayPage() {
  const { t } = useTranslation('today');
  const { data, error, refetch } = useQuery(desk.overview.today.queryOptions({}));
  return (
    <Page title={t('title')} actions={<SyncButton />}>
      <SyncProgress />
      {error !== null && <ErrorBox error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Working sentence={t('asking')} />}
      {data !== undefined && <Parts overview={data} />}
    </Page>
  );
}

function Parts({ overview: { needs, cameIn, peers, outbox, change } }: { readonly overview: Overview }) {
  return (
    <>
      <NeedList needs={needs} />
      <CameIn cameIn={cameIn} change={change} />
      <PeerLines peers={peers} outbox={outbox} />
    </>
  );
}
