import { useTranslation } from 'react-i18next';
import { failureOf } from '../calls/call-failure.js';
import { Banner } from './banner.js';
import { Button } from './button.js';
import { classes } from './classes.js';
import styles from './error-box.module.css';
import { useFailureText } from './failure-text.js';

export interface ErrorBoxProps {
  /** What a call threw, as it came. */
  readonly error: unknown;
  readonly onRetry?: () => void;
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
