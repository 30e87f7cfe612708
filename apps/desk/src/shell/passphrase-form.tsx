import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Session, signIn } from '../calls/session.js';
import { Button } from '../components/button.js';
import { classes } from '../components/classes.js';
import { ErrorBox } from '../components/error-box.js';
import { TextField } from '../components/text-field.js';
import styles from './passphrase-form.module.css';

export interface PassphraseFormProps {
  /** Whose key is unlocked: id, or the name as it was typed. */
  readonly officer: string;
  readonly action: string;
  readonly onSignedIn?: (session: Session) => void;
}

/** Asks for a passphrase, and keeps it only until the node has answered. */
export function PassphraseForm({ officer, action, onSignedIn }: PassphraseFormProps) {
  const { t } = useTranslation('sign-in');
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<unknown>();
  const [working, setWorking] = useState(false);
  const send = async () => {
    setWorking(true);
    setError(undefined);
    try {
      const session = await signIn(officer, passphrase);
      setPassphrase('');
      onSignedIn?.(session);
    } catch (failure) {
      setError(failure);
    } finally {
      setWorking(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!working && passphrase !== '' && officer !== '') void send();
  };
  return (
    <form onSubmit={submit} className={classes(styles.form)}>
      <TextField
        label={t('passphrase')}
        type="password"
        autoComplete="current-password"
        value={passphrase}
        onChange={setPassphrase}
        isRequired
        autoFocus
      />
      {error !== undefined && <ErrorBox error={error} />}
      <Button type="submit" look="main" working={working} isDisabled={passphrase === '' || officer === ''}>
        {action}
      </Button>
    </form>
  );
}
