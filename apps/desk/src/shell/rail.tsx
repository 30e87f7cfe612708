import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { classes } from '../components/classes.js';
import styles from './rail.module.css';
import { RAIL } from './rail-entries.js';

/** The pages, always in the same order. */
export function Rail({ onChosen }: { readonly onChosen?: () => void }) {
  const { t } = useTranslation('desk');
  return (
    <nav aria-label={t('rail.label')} className={classes(styles.rail)}>
      <ul>
        {RAIL.map(({ to, title, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: to === '/' }}
              className={classes(styles.entry)}
              {...(onChosen === undefined ? {} : { onClick: onChosen })}
            >
              <Icon size={16} aria-hidden />
              <span>{t(title)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
