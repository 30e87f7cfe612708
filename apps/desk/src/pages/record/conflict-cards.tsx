import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { RecordTable, SettledCard } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { useMay } from '../../calls/session.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { useFormat } from '../../format/use-format.js';
import { ConflictCardView } from './conflict-card.js';
import styles from './conflict-cards.module.css';
import { useSectionName } from './section-names.js';

/** So many cards stand open at first; a record with more has a line that opens the rest. */
const SHOWN_FIRST = 3;

/** What nobody has settled about a record, in words, and what was decided here, which can be undone. */
export function ConflictCards({ table }: { readonly table: RecordTable }) {
  const { t } = useTranslation('record');
  const [showsAll, setShowsAll] = useState(false);
  const { data, error } = useQuery(
    desk.conflict.ofRecord.queryOptions({ record: table.record, space: table.space.id }),
  );
  const open = data?.cards.filter(({ left }) => left === null) ?? [];
  const settled = data?.settled ?? [];
  const shown = showsAll ? open : open.slice(0, SHOWN_FIRST);
  if (error !== null) return <ErrorBox error={error} />;
  if (open.length + settled.length === 0) return null;
  return (
    <section aria-label={t('card.title')} className={classes(styles.cards)} data-not-printed>
      {open.length > 0 && <h2>{t('card.title')}</h2>}
      {shown.map((card) => (
        <ConflictCardView key={card.digest} table={table} card={card} />
      ))}
      {shown.length < open.length && (
        <Button look="quiet" onPress={() => setShowsAll(true)}>
          {t('card.more', { count: open.length - shown.length })}
        </Button>
      )}
      {settled.map((one) => (
        <Settled key={one.settlement} table={table} settled={one} />
      ))}
    </section>
  );
}

/** What was decided, with the way back for as long as nobody wrote there since. */
function Settled({ table, settled }: { readonly table: RecordTable; readonly settled: SettledCard }) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const format = useFormat();
  const sectionName = useSectionName();
  const mayUndo = useMay('conflict.undo');
  const { mutate, isPending, error } = useMutation(desk.conflict.undo.mutationOptions());
  const field = names.field(table.kind, settled.field);
  const said = { field, who: settled.officer ?? t('card.somebody'), when: format.ago(settled.at) };
  const value = settled.values.map((one) => names.value(table.kind, settled.field, one)).join(' / ');
  const section = settled.section;
  return (
    <div className={classes(styles.settled)}>
      <p>
        {section === null ? t('card.left', said) : t('card.settled', { ...said, value, section: sectionName(section) })}
      </p>
      {mayUndo && (
        <Button
          look="quiet"
          aria-label={`${t('card.undo')}: ${field}`}
          working={isPending}
          onPress={() => mutate({ settlement: settled.settlement })}
        >
          {t('card.undo')}
        </Button>
      )}
      {error !== null && <ErrorBox error={error} />}
    </div>
  );
}
