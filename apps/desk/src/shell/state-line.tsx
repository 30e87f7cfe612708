import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk } from '../calls/desk.js';
import type { Overview } from '../calls/overview-answers.js';
import { useSession } from '../calls/session.js';
import { classes } from '../components/classes.js';
import { useFormat } from '../format/use-format.js';
import { type LineState, lineStateOf } from './line-state.js';
import styles from './state-line.module.css';

/**
 * Where this home stands: the one place that tells of contact, waiting work and refusals. Never hidden; leads to the peers. To have
 * had no contact is a state like any other.
 */
export function StateLine() {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const session = useSession();
  const { data } = useQuery(desk.overview.today.queryOptions({}));
  const parts = useStateParts(data);
  const { member = '', home = '' } = session ?? {};
  return (
    <Link to="/peers" className={classes(styles.line)}>
      <strong>{member}</strong>
      <span>{home === member ? format.member(member) : home}</span>
      {data === undefined && <span>{t('state.asking')}</span>}
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </Link>
  );
}

function useStateParts(data: Overview | undefined): string[] {
  const { t } = useTranslation('desk');
  const format = useFormat();
  if (data === undefined) return [];
  const { outbox, peers, needs } = data;
  const holders = peers.filter(({ hasAllOfMine, spaces }) => hasAllOfMine && spaces > 0);
  const names = [...new Set(holders.map(({ member }) => format.member(member)))];
  const refused = needs.find(({ what }) => what === 'refused');
  return [
    lineWords(lineStateOf(peers), t, format),
    outbox.entries === 0 ? t('state.nothingWaiting') : t('state.waiting', { count: outbox.entries }),
    ...(names.length === 0 ? [] : [t('state.haveAll', { count: names.length, members: format.list(names) })]),
    ...(refused?.what === 'refused' ? [t('state.refused', { count: refused.count })] : []),
  ];
}

type Translate = ReturnType<typeof useTranslation<'desk'>>['t'];

/** To be offline is a state like any other, and said in the same voice. */
function lineWords(line: LineState, t: Translate, format: ReturnType<typeof useFormat>): string {
  switch (line.state) {
    case 'alone':
      return t('state.noPeers');
    case 'connected':
      return t('state.connected', { members: format.list(line.members.map(format.member)) });
    case 'connecting':
      return t('state.connecting');
    case 'offline':
      return line.since === null ? t('state.offline') : t('state.offlineSince', { when: format.since(line.since) });
    case 'apart':
      return line.last === null ? t('state.noContact') : t('state.lastContact', { when: format.ago(line.last) });
  }
}
