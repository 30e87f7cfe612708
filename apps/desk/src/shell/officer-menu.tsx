import { UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { endSession, lockSession, useSession } from '../calls/session.js';
import { Menu } from '../components/menu.js';

export interface OfficerMenuProps {
  readonly onKeys: () => void;
  readonly onLook: () => void;
}

/** The officer who is signed in, and what concerns this browser: lock, sign out, language and look, keys. */
export function OfficerMenu({ onKeys, onLook }: OfficerMenuProps) {
  const { t } = useTranslation('desk');
  const session = useSession();
  const name = session?.officer.name ?? '';
  const signOut = () => void endSession().finally(() => location.assign('/sign-in'));
  return (
    <Menu
      label={t('officer.label', { name })}
      title={name}
      icon={<UserRound size={16} aria-hidden />}
      actions={[
        { id: 'look', name: t('officer.look'), onAction: onLook },
        { id: 'keys', name: t('officer.keys'), onAction: onKeys },
        { id: 'lock', name: t('officer.lock'), onAction: () => void lockSession() },
        { id: 'sign-out', name: t('officer.signOut'), onAction: signOut },
      ]}
    />
  );
}
