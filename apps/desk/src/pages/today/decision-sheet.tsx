import { useTranslation } from 'react-i18next';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { ErrorBox } from '../../components/error-box.js';
import { Sheet } from '../../components/sheet.js';

export interface DecisionSheetProps {
  readonly title: string;
  /** What the decision does, before it is made. */
  readonly sentences: readonly string[];
  readonly action: string;
  readonly isOpen: boolean;
  readonly isWorking: boolean;
  /** Why this officer may not, and whom to ask; undefined when they may. */
  readonly notAllowed: string | undefined;
  readonly error: unknown;
  readonly onDecide: () => void;
  readonly onClose: () => void;
}

/** A decision that others will hear of: exactly what it does, one button that does it, and one that steps back. */
export function DecisionSheet(props: DecisionSheetProps) {
  const { title, sentences, action, isOpen, isWorking, notAllowed, error, onDecide, onClose } = props;
  const { t } = useTranslation('today');
  const actions = (
    <>
      <Button look="main" working={isWorking} isDisabled={notAllowed !== undefined} onPress={onDecide}>
        {action}
      </Button>
      <Button onPress={onClose}>{t('stepBack')}</Button>
    </>
  );
  return (
    <Sheet title={title} isOpen={isOpen} onClose={onClose} actions={actions}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {notAllowed !== undefined && <Banner title={notAllowed} />}
      {error !== null && <ErrorBox error={error} />}
    </Sheet>
  );
}
