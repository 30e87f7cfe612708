import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { RecordTable } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Badge } from '../../components/badge.js';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { Working } from '../../components/working.js';
import { spaceName } from '../../format/space-names.js';
import { useFormat } from '../../format/use-format.js';
import { useWindowTitle } from '../../shell/page.js';
import { ConflictCards } from './conflict-cards.js';
import { Narratives } from './narratives.js';
import styles from './record-reading.module.css';
import { SayDialog } from './say-dialog.js';
import type { Saying } from './saying.js';
import { Unfinished } from './unfinished.js';
import { WhoSaysWhat } from './who-says-what.js';

const READ_AFTER_MS = 1_000;

/** One record, beside whichever list it was chosen in: who says what about it, and where it came from. */
export function RecordReading() {
  const { t } = useTranslation('record');
  const { record = '' } = useParams({ strict: false });
  const { space } = useSearch({ strict: false });
  const asked = space === undefined ? { record } : { record, space };
  const { data, error, refetch } = useQuery(desk.record.view.queryOptions(asked));
  if (error !== null) return <ErrorBox error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Working sentence={t('asking')} />;
  return <ReadRecord key={data.record} table={data} />;
}

function ReadRecord({ table }: { readonly table: RecordTable }) {
  const [saying, setSaying] = useState<Saying>();
  useSeen(table);
  return (
    <article className={classes(styles.record)}>
      <RecordHead table={table} />
      {table.recalls.length > 0 && <Recalled table={table} />}
      {saying === undefined && <Unfinished table={table} onSay={setSaying} />}
      <ConflictCards table={table} />
      <WhoSaysWhat table={table} onSay={setSaying} />
      <Narratives table={table} />
      <Provenance table={table} />
      {saying !== undefined && (
        <SayDialog key={sayingKey(saying)} table={table} saying={saying} onClose={() => setSaying(undefined)} />
      )}
    </article>
  );
}

const sayingKey = ({ field, section }: Saying): string => `${section} ${field.name}`;

/** A record counts as read once it was in sight for a moment. */
function useSeen({ record, change, unread }: RecordTable): void {
  const { mutate } = useMutation(desk.record.seen.mutationOptions());
  useEffect(() => {
    if (!unread) return;
    const timer = setTimeout(() => mutate({ record, change }), READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [record, change, unread, mutate]);
}

function RecordHead({ table }: { readonly table: RecordTable }) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const format = useFormat();
  const number = table.number ?? t('noNumber');
  const { space } = table;
  useWindowTitle(`${number} ${names.kind(table.kind)}`);
  const others = space.audience.map(format.member);
  const title = spaceName(space.title, space.id);
  return (
    <header className={classes(styles.head)}>
      <div>
        <p className={classes(styles.number)}>{number}</p>
        <h1>
          {names.kind(table.kind)} {table.unread && <Badge tone="accent">{t('unread')}</Badge>}
        </h1>
        <p className={classes(styles.space)}>
          {others.length === 0
            ? t('keptIn', { space: title })
            : t('sharedIn', { space: title, members: format.list(others) })}
        </p>
      </div>
      <Button look="quiet" icon={<Printer size={16} aria-hidden />} onPress={() => window.print()}>
        {t('print')}
      </Button>
    </header>
  );
}

function Recalled({ table }: { readonly table: RecordTable }) {
  const { t } = useTranslation('record');
  return <Banner tone="overdue" title={t('recalled', { count: table.recalls.length })} />;
}

function Provenance({ table: { founded, changed } }: { readonly table: RecordTable }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  if (founded === null) return null;
  const who = format.who(founded);
  const last = changed === null ? undefined : format.who(changed);
  return (
    <footer className={classes(styles.provenance)}>
      <p>{t('begun', { who, member: format.member(founded.member), when: format.time(founded.at) })}</p>
      {founded.together > 1 && <p>{t('begunTogether', { count: founded.together })}</p>}
      {changed !== null && <p>{t('lastChanged', { who: last, when: format.time(changed.at) })}</p>}
    </footer>
  );
}
