import { useTranslation } from 'react-i18next';
import { type CallFailure, failureOf } from '../calls/call-failure.js';
import { Banner } from './banner.js';
import { Button } from './button.js';
import { classes } from './classes.js';
import styles from './error-box.module.css';

export interface ErrorBoxProps {
  /** What a call threw, as it came. */
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Sentence and next step in the officer's language where the desk knows the code, else as the node said them. */
function useFailureText({ code, message, next }: CallFailure): { message: string; next: string } {
  const { t, i18n } = useTranslation('desk');
  if (!i18n.exists(`failures.${code}.message`, { ns: 'desk' })) return { message, next };
  const texts = t('failures', { returnObjects: true }) as Readonly<Record<string, { message: string; next: string }>>;
  return texts[code] ?? { message, next };
}

/** What happened, what to do, and the code by which others can help. Announced when it appears. */
export function ErrorBox({ error, onRetry }: ErrorBoxProps) {
  const { t } = useTranslation('desk');
  const failure = failureOf(error);
  const { message, next } = useFailureText(failure);
  const retry = onRetry && <Button onPress={onRetry}>{t('tryAgain')}</Button>;
  return (
    <div role="alert">
      <Banner tone="refused" title={message} actions={retry}>
        <p>{next}</p>
        <code className={classes(styles.code)}>{failure.code}</code>
      </Banner>
    </div>
  );
}
