import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk } from '../calls/desk.js';
import { classes } from '../components/classes.js';
import { useFormat } from '../format/use-format.js';
import styles from './state-line.module.css';

/** Where this home stands: the one place that tells of waiting work and refusals. Never hidden; leads to the peers. */
export function StateLine() {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const { data } = useQuery(desk.home.status.queryOptions());
  if (data === undefined) return <p className={classes(styles.line)}>{t('state.asking')}</p>;
  const waiting = data.spaces.reduce((sum, space) => sum + space.waiting, 0);
  const parts = [
    waiting === 0 ? t('state.nothingWaiting') : t('state.waiting', { count: waiting }),
    ...(data.refused === 0 ? [] : [t('state.refused', { count: data.refused })]),
  ];
  return (
    <Link to="/peers" className={classes(styles.line)}>
      <strong>{data.member}</strong>
      <span>{data.label === data.member ? format.member(data.member) : data.label}</span>
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </Link>
  );
}
