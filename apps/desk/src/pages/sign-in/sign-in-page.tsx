import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../components/choice-field.js';
import { classes } from '../../components/classes.js';
import { EmptyState } from '../../components/empty-state.js';
import { TextField } from '../../components/text-field.js';
import { useFormat } from '../../format/use-format.js';
import { LookFields } from '../../shell/look-sheet.js';
import { useWindowTitle } from '../../shell/page.js';
import { PassphraseForm } from '../../shell/passphrase-form.js';
import styles from './sign-in-page.module.css';

const route = getRouteApi('/sign-in');

/** Who you are, and your passphrase. */
export function SignInPage() {
  const { t } = useTranslation('sign-in');
  const { home, officers, namesShown } = route.useLoaderData();
  const { to = '/' } = route.useSearch();
  const router = useRouter();
  const format = useFormat();
  const [officer, setOfficer] = useState(officers.length === 1 ? (officers[0]?.id ?? '') : '');
  useWindowTitle(t('title'));
  return (
    <main className={classes(styles.ground)}>
      <section className={classes(styles.card)} aria-labelledby="sign-in-title">
        <header>
          <p className={classes(styles.home)}>
            {format.member(home.member)} · {home.name}
          </p>
          <h1 id="sign-in-title">{t('title')}</h1>
        </header>
        {namesShown && officers.length === 0 ? (
          <EmptyState sentence={t('nobody')} example={<code>liaison enrol --help</code>} />
        ) : (
          <>
            <OfficerField officers={officers} namesShown={namesShown} value={officer} onChange={setOfficer} />
            <PassphraseForm officer={officer} action={t('signIn')} onSignedIn={() => router.history.push(to)} />
          </>
        )}
        <p className={classes(styles.quiet)}>{t(home.kind === 'laptop' ? 'onLaptop' : 'onDesk')}</p>
      </section>
      <section className={classes(styles.look)} aria-label={t('look')}>
        <LookFields />
      </section>
    </main>
  );
}

interface OfficerFieldProps {
  readonly officers: readonly { readonly id: string; readonly name: string }[];
  readonly namesShown: boolean;
  readonly value: string;
  readonly onChange: (officer: string) => void;
}

/** A name from the list, or typed where the home shows no names before sign-in. */
function OfficerField({ officers, namesShown, value, onChange }: OfficerFieldProps) {
  const { t } = useTranslation('sign-in');
  if (!namesShown) {
    return (
      <TextField
        label={t('officer')}
        hint={t('officerHint')}
        autoComplete="username"
        value={value}
        onChange={onChange}
      />
    );
  }
  return (
    <ChoiceField label={t('officer')} choices={officers} value={value === '' ? null : value} onChange={onChange} />
  );
}
