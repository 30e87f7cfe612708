import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { ListedPeer } from '../../calls/overview-answers.js';
import { useMay } from '../../calls/session.js';
import { syncNow, useSyncRun } from '../../calls/sync-run.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorBox } from '../../components/error-box.js';
import { Working } from '../../components/working.js';
import { Page } from '../../shell/page.js';
import { SyncButton } from '../../shell/sync-button.js';
import { SyncProgress } from '../../shell/sync-progress.js';
import { PeerFacts } from './peer-facts.js';
import { PeerTest } from './peer-test.js';
import { PeerState, usePeerName } from './peer-words.js';
import styles from './peers-page.module.css';
import { SyncOutcome } from './sync-outcome.js';

/** The other homes: what each has, what is on its way, what was refused; meeting and trying them. */
export function PeersPage() {
  const { t } = useTranslation('peers');
  const [tried, setTried] = useState<ListedPeer>();
  const { data, error, refetch } = useQuery(desk.peer.list.queryOptions());
  return (
    <Page title={t('title')} actions={<SyncButton />}>
      <p>{t('about')}</p>
      <SyncProgress />
      <SyncOutcome />
      {error !== null && <ErrorBox error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Working sentence={t('asking')} />}
      {data?.peers.length === 0 && (
        <EmptyState sentence={t('none')} example={<code>liaison roster import community.json</code>} />
      )}
      <ul className={classes(styles.peers)}>
        {data?.peers.map((peer) => (
          <PeerCard key={peer.writer} peer={peer} onTry={() => setTried(peer)} />
        ))}
      </ul>
      {tried !== undefined && <PeerTest peer={tried} onClose={() => setTried(undefined)} />}
    </Page>
  );
}

function PeerCard({ peer, onTry }: { readonly peer: ListedPeer; readonly onTry: () => void }) {
  const { t } = useTranslation('peers');
  const name = usePeerName()(peer);
  const { running } = useSyncRun();
  const maySync = useMay('work.sync');
  return (
    <li className={classes(styles.peer)}>
      <div>
        <h2>{name}</h2>
        <p>
          <PeerState peer={peer} />
        </p>
      </div>
      {peer.address !== null && (
        <div className={classes(styles.actions)}>
          <Button working={running} isDisabled={!maySync} onPress={() => void syncNow(peer.writer)}>
            {t('syncWith', { peer: name })}
          </Button>
          <Button onPress={onTry}>{t('try', { peer: name })}</Button>
        </div>
      )}
      <PeerFacts peer={peer} />
    </li>
  );
}
