import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ListedRecord } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Badge } from '../../components/badge.js';
import { classes } from '../../components/classes.js';
import { useFormat } from '../../format/use-format.js';
import type { RecordQuery } from './record-query.js';
import styles from './record-row.module.css';

interface RecordRowProps {
  readonly item: ListedRecord;
  readonly query: RecordQuery;
  readonly isOpen: boolean;
}

/** One record in three short lines: its number, what it is, and what changed last. */
export function RecordRow({ item, query, isOpen }: RecordRowProps) {
  const { t } = useTranslation('records');
  return (
    <Link
      to="/records/$record"
      params={{ record: item.record }}
      search={query}
      className={classes(styles.row, item.unread && styles.unread)}
      aria-current={isOpen ? 'true' : undefined}
    >
      <RecordLines item={item} />
      <span className={classes(styles.last)}>
        <LastChange item={item} />
        {item.conflicts > 0 && <Badge tone="overdue">{t('conflicts', { count: item.conflicts })}</Badge>}
        {item.disagreements > 0 && <Badge>{t('differences', { count: item.disagreements })}</Badge>}
      </span>
    </Link>
  );
}

/** Its number and kind, and what it is: the beginning of a row in whichever list. */
export function RecordLines({ item }: { readonly item: Pick<ListedRecord, 'number' | 'kind' | 'line' | 'unread'> }) {
  const { t } = useTranslation('records');
  const names = useKinds();
  return (
    <>
      <span className={classes(styles.first)}>
        <span className={classes(styles.number)}>{item.number ?? t('noNumber')}</span>
        <span>{names.kind(item.kind)}</span>
        {item.unread && <Badge tone="accent">{t('unread')}</Badge>}
      </span>
      <span className={classes(styles.line)}>{names.line(item) || t('saysNothing')}</span>
    </>
  );
}

function LastChange({ item: { changed, kind } }: { readonly item: ListedRecord }) {
  const { t } = useTranslation('records');
  const names = useKinds();
  const format = useFormat();
  if (changed === null) return null;
  const who = format.who(changed);
  const what = format.list(changed.fields.slice(0, 2).map((field) => names.field(kind, field)));
  return <span>{t(what === '' ? 'changed' : 'changedWhat', { who, what, when: format.ago(changed.at) })}</span>;
}
