import { useTranslation } from 'react-i18next';
import { type SyncReport, useSyncRun } from '../../calls/sync-run.js';
import { Badge } from '../../components/badge.js';
import { Table } from '../../components/table.js';
import { useFormat } from '../../format/use-format.js';

type PeerReport = SyncReport['peers'][number];

/** What the sync that was asked for here did, peer by peer; nothing before there was one. */
export function SyncOutcome() {
  const { t } = useTranslation('peers');
  const format = useFormat();
  const { report } = useSyncRun();
  if (report === undefined) return null;
  return (
    <Table
      caption={t('lastSync')}
      rows={report.peers}
      keyOf={({ peer, address }) => `${peer} ${address}`}
      columns={[
        { id: 'peer', title: t('peer'), cell: ({ peer }) => format.member(peer) },
        { id: 'state', title: t('state'), cell: (peer) => <Outcome peer={peer} /> },
        { id: 'received', title: t('received'), figures: true, cell: (peer) => format.number(peer.entriesReceived) },
        { id: 'sent', title: t('sent'), figures: true, cell: (peer) => format.number(peer.entriesSent) },
      ]}
    />
  );
}

function Outcome({ peer: { converged, error } }: { readonly peer: PeerReport }) {
  const { t } = useTranslation('peers');
  if (converged) return <Badge tone="settled">{t('same')}</Badge>;
  if (error?.code === 'peer-unreachable') return <Badge>{t('notReached')}</Badge>;
  return (
    <>
      <Badge tone="overdue">{t('notWhole')}</Badge> {error?.message} {error?.next}
    </>
  );
}
