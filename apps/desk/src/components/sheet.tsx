import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import { classes } from './classes.js';
import styles from './sheet.module.css';

export interface SheetProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons at its foot: the action first, what steps back last. */
  readonly actions?: ReactNode;
  /** Comes in from the side, for what is read beside the page; otherwise it stands in the middle. */
  readonly beside?: boolean;
}

/** What must be decided or read before the page goes on. Escape and the cross step back; focus returns to where it was. */
export function Sheet({ title, isOpen, onClose, children, actions, beside = false }: SheetProps) {
  const { t } = useTranslation('desk');
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className={classes(styles.ground)}
    >
      <Modal className={classes(styles.sheet, beside && styles.beside)}>
        <Dialog className={classes(styles.dialog)}>
          <header className={classes(styles.head)}>
            <Heading slot="title">{title}</Heading>
            <Button look="quiet" aria-label={t('close')} icon={<X size={16} aria-hidden />} onPress={onClose} />
          </header>
          <div className={classes(styles.body)}>{children}</div>
          {actions !== undefined && <footer className={classes(styles.foot)}>{actions}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
