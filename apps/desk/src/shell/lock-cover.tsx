import { LockKeyhole } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { endSession, useSession, useSessionState } from '../calls/session.js';
import { Button } from '../components/button.js';
import { classes } from '../components/classes.js';
import styles from './lock-cover.module.css';
import { PassphraseForm } from './passphrase-form.js';

/** Whether the officer has to give the passphrase before anything can be read or done. */
export function useIsCovered(): boolean {
  const state = useSessionState();
  return state === 'locked' || state === 'ended';
}

/**
 * Lies over the page while the officer's key is locked or the session has ended: nothing of the page can be read, and all of it,
 * with what was typed, is there again after the passphrase.
 */
export function LockCover() {
  const { t } = useTranslation('sign-in');
  const state = useSessionState();
  const isCovered = useIsCovered();
  const session = useSession();
  if (session === undefined) return null;
  const leave = () => void endSession().finally(() => location.assign('/sign-in'));
  return (
    <ModalOverlay isOpen={isCovered} isKeyboardDismissDisabled className={classes(styles.cover)}>
      <Modal className={classes(styles.card)}>
        <Dialog className={classes(styles.dialog)}>
          <LockKeyhole size={24} aria-hidden />
          <Heading slot="title">{t(state === 'ended' ? 'endedTitle' : 'lockedTitle')}</Heading>
          <p>{t('lockedSentence', { officer: session.officer.name })}</p>
          <PassphraseForm officer={session.officer.id} action={t('unlock')} />
          <Button look="quiet" onPress={leave}>
            {t('someoneElse')}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
