import { Link } from '@tanstack/react-router';
import { Network } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ListedPeer, Overview } from '../../calls/overview-answers.js';
import { classes } from '../../components/classes.js';
import { useFormat } from '../../format/use-format.js';
import { PeerState, usePeerName } from '../peers/peer-words.js';
import { Part } from './part.js';
import styles from './part.module.css';

export interface PeerLinesProps {
  readonly peers: readonly ListedPeer[];
  readonly outbox: Overview['outbox'];
}

/** How it stands with every peer, in a sentence each. */
export function PeerLines({ peers, outbox }: PeerLinesProps) {
  const { t } = useTranslation('today');
  const format = useFormat();
  const waiting =
    outbox.oldestAt === null
      ? t('outbox.nothing')
      : t('outbox.waiting', { count: outbox.entries, when: format.ago(outbox.oldestAt) });
  return (
    <Part title={t('peers')} action={<Link to="/peers">{t('needs.seePeers')}</Link>}>
      <p className={classes(styles.quiet)}>{waiting}</p>
      <ul className={classes(styles.lines)}>
        {peers.map((peer) => (
          <li key={peer.writer}>
            <PeerLine peer={peer} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function PeerLine({ peer }: { readonly peer: ListedPeer }) {
  const name = usePeerName()(peer);
  return (
    <>
      <p className={classes(styles.words)}>
        <Network size={16} aria-hidden />
        <strong>{name}</strong>
      </p>
      <p className={classes(styles.words)}>
        <PeerState peer={peer} />
      </p>
    </>
  );
}
