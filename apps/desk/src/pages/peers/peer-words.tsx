import { useTranslation } from 'react-i18next';
import type { ListedPeer } from '../../calls/overview-answers.js';
import { useSession } from '../../calls/session.js';
import { Badge } from '../../components/badge.js';
import { useFormat } from '../../format/use-format.js';

/** What people call a peer: its country, and the label of a home of the own member. */
export function usePeerName(): (peer: Pick<ListedPeer, 'member' | 'label'>) => string {
  const format = useFormat();
  const own = useSession()?.member;
  return ({ member, label }) => {
    const name = format.member(member);
    if (label === null || label === member) return name;
    return member === own ? label : `${name} · ${label}`;
  };
}

/** Whether a peer has all that this home wrote, what is on its way to it, and when it was last reached. Offline is no fault. */
export function PeerState({ peer }: { readonly peer: ListedPeer }) {
  const { t } = useTranslation('peers');
  const { hasAllOfMine, toSend, revoked, spaces } = peer;
  const contact = useContactWords(peer);
  if (revoked) return <Badge tone="refused">{t('words.revoked')}</Badge>;
  const holds = hasAllOfMine ? t('words.hasAll') : toSendWords(t, toSend);
  return (
    <span>
      {spaces === 0 ? t('words.nothingShared') : holds} · {contact}
    </span>
  );
}

type Translate = ReturnType<typeof useTranslation<'peers'>>['t'];

function toSendWords(t: Translate, { entries, records }: ListedPeer['toSend']): string {
  const counted = t('words.toSend', { count: entries });
  return records === null || records === 0 ? counted : `${counted} (${t('words.ofRecords', { count: records })})`;
}

function useContactWords({ contacted, receipted, address, line }: ListedPeer): string {
  const { t } = useTranslation('peers');
  const format = useFormat();
  if (line?.state === 'connecting') return t('words.connecting');
  const answered = line?.state === 'offline' ? (line.lastContact ?? line.since) : line?.since;
  if (line?.state === 'connected' && typeof answered === 'string')
    return t('words.connectedSince', { when: format.since(answered) });
  if (line?.state === 'offline' && typeof answered === 'string')
    return t('words.offlineSince', { when: format.since(answered) });
  const last = contacted ?? receipted;
  if (last !== null) return t('words.lastContact', { when: format.ago(last) });
  return address === null ? t('words.callsItself') : t('words.neverReached');
}
