import { useTranslation } from 'react-i18next';
import type { ListedPeer } from '../../calls/overview-answers.js';
import { Banner } from '../../components/banner.js';
import { classes } from '../../components/classes.js';
import { useFailureText } from '../../components/failure-text.js';
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
      <WhyOffline line={peer.line} />
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

/** Why a peer did not answer, and when it is called again. Offline is no fault, so it is said in the common voice. */
function WhyOffline({ line }: Pick<ListedPeer, 'line'>) {
  return line === null || line.trouble === null ? null : <Trouble trouble={line.trouble} next={line.nextAttempt} />;
}

type Line = NonNullable<ListedPeer['line']>;

function Trouble({ trouble, next }: { readonly trouble: NonNullable<Line['trouble']>; readonly next: string | null }) {
  const { t } = useTranslation('peers');
  const format = useFormat();
  const { message } = useFailureText(trouble);
  return (
    <p className={classes(styles.refusal)}>
      {message} {next !== null && t('facts.calledAgain', { when: format.ago(next) })}
    </p>
  );
}
