import { Link } from '@tanstack/react-router';
import { Check, type LucideIcon, OctagonX, PenLine, Scale, Timer, UserPlus, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Need } from '../../calls/overview-answers.js';
import { classes } from '../../components/classes.js';
import { useFormat } from '../../format/use-format.js';
import { ConsentButton } from './consent-button.js';
import { Part } from './part.js';
import styles from './part.module.css';
import { TakeOverButton } from './take-over-button.js';

const ICONS: Readonly<Record<Need['what'], LucideIcon>> = {
  contested: Scale,
  consent: UserPlus,
  transfer: Waypoints,
  'lost-edits': PenLine,
  refused: OctagonX,
  waiting: Timer,
};

/** What waits for an officer of this home, each with the way to it. */
export function NeedList({ needs }: { readonly needs: readonly Need[] }) {
  const { t } = useTranslation('today');
  return (
    <Part title={t('needs.title')}>
      <ul className={classes(styles.lines)}>
        {needs.length === 0 && (
          <li>
            <Words icon={Check}>{t('needs.nothing')}</Words>
          </li>
        )}
        {needs.map((need) => (
          <li key={keyOf(need)}>
            <Words icon={ICONS[need.what]}>
              <NeedSentence need={need} />
            </Words>
            <NeedAction need={need} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

const keyOf = (need: Need): string => ('space' in need ? `${need.what} ${need.space}` : need.what) + newcomerOf(need);
const newcomerOf = (need: Need): string => (need.what === 'consent' ? ` ${need.newcomer}` : '');

function Words({ icon: Icon, children }: { readonly icon: LucideIcon; readonly children: ReactNode }) {
  return (
    <p className={classes(styles.words)}>
      <Icon size={16} aria-hidden />
      <span>{children}</span>
    </p>
  );
}

function NeedSentence({ need }: { readonly need: Need }) {
  const { t } = useTranslation('today');
  const format = useFormat();
  switch (need.what) {
    case 'contested':
      return t('needs.contested', { count: need.records });
    case 'consent':
      return t('needs.consent', { newcomer: format.member(need.newcomer), space: need.title ?? t('untitled') });
    case 'transfer':
      return t('needs.transfer', { space: need.title ?? t('untitled') });
    case 'lost-edits':
      return t('needs.lostEdits', { count: need.edits });
    case 'refused':
      return t('needs.refused', { count: need.count });
    case 'waiting':
      return t('needs.waiting', { count: need.entries });
  }
}

function NeedAction({ need }: { readonly need: Need }) {
  const { t } = useTranslation('today');
  switch (need.what) {
    case 'contested':
      return (
        <Link to="/records/$record" params={{ record: need.first }} search={{ contested: true }}>
          {t('needs.seeRecords')}
        </Link>
      );
    case 'consent':
      return <ConsentButton need={need} />;
    case 'transfer':
      return <TakeOverButton need={need} />;
    case 'lost-edits':
      return <code>liaison recover list</code>;
    case 'refused':
    case 'waiting':
      return <Link to="/peers">{t('needs.seePeers')}</Link>;
  }
}
