import { useTranslation } from 'react-i18next';
import type { ListedPeer } from '../../calls/overview-answers.js';
import { Banner } from '../../components/banner.js';
import { classes } from '../../components/classes.js';
import { useFormat } from '../../format/use-format.js';
import styles from './peers-page.module.css';

/** What is known of a peer, exactly: address, times, what waits, what was refused and why. */
export function PeerFacts({ peer }: { readonly peer: ListedPeer }) {
  const { t } = useTranslation('peers');
  const format = useFormat();
  const { address, contacted, converged, receipted, spaces, waiting, refused } = peer;
  const time = (at: string | null) => (at === null ? t('facts.never') : format.time(at));
  const facts: readonly (readonly [title: string, value: string])[] = [
    [t('facts.address'), address ?? t('facts.noAddress')],
    [t('facts.contacted'), time(contacted)],
    [t('facts.converged'), time(converged)],
    [t('facts.receipted'), time(receipted)],
    [t('facts.spaces'), format.number(spaces)],
    [t('facts.waiting'), format.number(waiting)],
  ];
  return (
    <>
      <dl className={classes(styles.facts)}>
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {refused.last !== null && (
        <div className={classes(styles.refusal)}>
          <Banner
            tone="refused"
            title={t('facts.refused', { count: refused.count, when: format.ago(refused.last.at) })}
          >
            <p>{refused.last.message}</p>
            <code>{refused.last.code}</code>
          </Banner>
        </div>
      )}
    </>
  );
}
