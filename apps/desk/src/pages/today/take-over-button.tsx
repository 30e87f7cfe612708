import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { Need } from '../../calls/overview-answers.js';
import { useMay } from '../../calls/session.js';
import { Button } from '../../components/button.js';
import { DecisionSheet } from './decision-sheet.js';

export interface TakeOverButtonProps {
  readonly need: Extract<Need, { what: 'transfer' }>;
}

/** Takes over a space that its owner offers to the own member. */
export function TakeOverButton({ need: { space, title } }: TakeOverButtonProps) {
  const { t } = useTranslation('today');
  const [isOpen, setOpen] = useState(false);
  const may = useMay('space.accept');
  const close = () => setOpen(false);
  const { mutate, isPending, error } = useMutation(desk.space.accept.mutationOptions({ onSuccess: close }));
  const names = { space: title ?? t('untitled') };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('takeOver.look')}</Button>
      <DecisionSheet
        title={t('takeOver.title', names)}
        sentences={[t('takeOver.what', names)]}
        action={t('takeOver.do', names)}
        isOpen={isOpen}
        isWorking={isPending}
        notAllowed={may ? undefined : t('notAllowed')}
        error={error}
        onDecide={() => mutate({ space })}
        onClose={close}
      />
    </>
  );
}
