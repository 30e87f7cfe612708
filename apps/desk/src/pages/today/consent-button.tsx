import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { Need } from '../../calls/overview-answers.js';
import { useMay } from '../../calls/session.js';
import { Button } from '../../components/button.js';
import { useFormat } from '../../format/use-format.js';
import { DecisionSheet } from './decision-sheet.js';

export interface ConsentButtonProps {
  readonly need: Extract<Need, { what: 'consent' }>;
}

/** Consent that a newcomer receives a space: said in full before it is signed, because it cannot be unsaid once used. */
export function ConsentButton({ need: { space, title, newcomer } }: ConsentButtonProps) {
  const { t } = useTranslation('today');
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const may = useMay('space.consent');
  const close = () => setOpen(false);
  const { mutate, isPending, error } = useMutation(desk.space.consent.mutationOptions({ onSuccess: close }));
  const names = { newcomer: format.member(newcomer), space: title ?? t('untitled') };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('consent.look', names)}</Button>
      <DecisionSheet
        title={t('consent.title', names)}
        sentences={[t('consent.what', names), t('consent.until', names)]}
        action={t('consent.give', names)}
        isOpen={isOpen}
        isWorking={isPending}
        notAllowed={may ? undefined : t('notAllowed')}
        error={error}
        onDecide={() => mutate({ space, newcomer, what: 'consent' })}
        onClose={close}
      />
    </>
  );
}
