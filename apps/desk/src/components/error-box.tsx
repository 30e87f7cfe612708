import { useTranslation } from 'react-i18next';
import { type CallFailure, failureOf } from '../calls/call-failure.js';
import { Banner } from './banner.js';
import { Button } from './button.js';
import { classes } from './classes.js';
import { DETAILED_FAILURES } from './detailed-failures.js';
import styles from './error-box.module.css';

export interface ErrorBoxProps {
  /** What a call threw, as it came. */
  readonly error: unknown;
  readonly onRetry?: () => void;
}

interface FailureText {
  readonly message: string;
  readonly next: string;
  /** The node's own sentence, in English, where it names what the text leaves open. */
  readonly detail?: string;
}

/** Sentence and next step in the officer's language where the desk knows the code, else as the node said them. */
function useFailureText({ code, message, next }: CallFailure): FailureText {
  const { t, i18n } = useTranslation('failures');
  if (!i18n.exists(`${code}.message`, { ns: 'failures' })) return { message, next };
  const known = code as 'defect';
  const text = { message: t(`${known}.message`), next: t(`${known}.next`) };
  return DETAILED_FAILURES.has(code) ? { ...text, detail: message } : text;
}

/** What happened, what to do, and the code by which others can help. Announced when it appears. */
export function ErrorBox({ error, onRetry }: ErrorBoxProps) {
  const { t } = useTranslation('desk');
  const failure = failureOf(error);
  const { message, next, detail } = useFailureText(failure);
  const retry = onRetry && <Button onPress={onRetry}>{t('tryAgain')}</Button>;
  return (
    <div role="alert">
      <Banner tone="refused" title={message} actions={retry}>
        <p>{next}</p>
        {detail !== undefined && (
          <p lang="en" className={classes(styles.code)}>
            {detail}
          </p>
        )}
        <code className={classes(styles.code)}>{failure.code}</code>
      </Banner>
    </div>
  );
}
