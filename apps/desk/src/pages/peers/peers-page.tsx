import { useTranslation } from 'react-i18next';
import { type SyncReport, useSyncRun } from '../../calls/sync-run.js';
import { Badge } from '../../components/badge.js';
import { EmptyState } from '../../components/empty-state.js';
import { Table } from '../../components/table.js';
import { useFormat } from '../../format/use-format.js';
import { Page } from '../../shell/page.js';
import { SyncButton } from '../../shell/sync-button.js';
import { SyncProgress } from '../../shell/sync-progress.js';

type PeerReport = SyncReport['peers'][number];

/** The other nodes: what the last contact brought. */
export function PeersPage() {
  const { t } = useTranslation('peers');
  const { report } = useSyncRun();
  return (
    <Page title={t('title')} actions={<SyncButton />}>
      <SyncProgress />
      {report === undefined ? <EmptyState sentence={t('notYet')} /> : <LastContact peers={report.peers} />}
    </Page>
  );
}

function LastContact({ peers }: { readonly peers: readonly PeerReport[] }) {
  const { t } = useTranslation('peers');
  const format = useFormat();
  return (
    <Table
      caption={t('lastContact')}
      rows={peers}
      keyOf={({ peer }) => peer}
      columns={[
        { id: 'peer', title: t('peer'), cell: ({ peer }) => format.member(peer) },
        { id: 'state', title: t('state'), cell: (peer) => <PeerOutcome peer={peer} /> },
        { id: 'received', title: t('received'), figures: true, cell: (peer) => format.number(peer.entriesReceived) },
        { id: 'sent', title: t('sent'), figures: true, cell: (peer) => format.number(peer.entriesSent) },
      ]}
    />
  );
}

function PeerOutcome({ peer: { converged, error } }: { readonly peer: PeerReport }) {
  const { t } = useTranslation('peers');
  if (converged) return <Badge tone="settled">{t('same')}</Badge>;
  return (
    <>
      <Badge>{t('notReached')}</Badge> {error?.message}
    </>
  );
}
