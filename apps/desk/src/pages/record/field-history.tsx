import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { FieldChange, RecordTable, TableField } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Badge } from '../../components/badge.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { Sheet } from '../../components/sheet.js';
import { Working } from '../../components/working.js';
import { useFormat } from '../../format/use-format.js';
import styles from './field-history.module.css';
import { useSectionName } from './section-names.js';

interface FieldHistoryProps {
  readonly table: RecordTable;
  readonly field: TableField;
  readonly onClose: () => void;
}

/** Every change of one field, the newest first: who, when, on which machine, received when. */
export function FieldHistory({ table, field, onClose }: FieldHistoryProps) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const asked = { record: table.record, space: table.space.id, field: field.name };
  const { data, error } = useQuery(desk.record.fieldHistory.queryOptions(asked));
  return (
    <Sheet title={t('historyOf', { field: names.field(table.kind, field.name) })} isOpen onClose={onClose} beside>
      {error !== null && <ErrorBox error={error} />}
      {data === undefined && error === null && <Working sentence={t('askingHistory')} />}
      <ol className={classes(styles.changes)}>
        {data?.changes.map((change) => (
          <Change
            key={`${change.section} ${change.by.entry} ${change.by.seq}`}
            table={table}
            field={field}
            change={change}
          />
        ))}
      </ol>
      {data !== undefined && data.older > 0 && <p>{t('older', { count: data.older })}</p>}
    </Sheet>
  );
}

function Change({ table, field, change }: Omit<FieldHistoryProps, 'onClose'> & { readonly change: FieldChange }) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const format = useFormat();
  const sectionName = useSectionName();
  const { by, section, values, kept } = change;
  const said = values.map((value) => names.value(table.kind, field.name, value));
  const machine = by.machine.label ?? format.member(by.member);
  return (
    <li className={classes(styles.change)}>
      <p className={classes(styles.value)}>
        {!kept && <Badge tone="overdue">{t('contentRecalled')}</Badge>}
        {said.length === 0 ? t('cleared') : said.join(' / ')}
      </p>
      <p>
        {sectionName(section)} · {format.who(by)} · {machine}
      </p>
      <p>{format.time(by.at)}</p>
      {by.received !== null && (
        <p>{t('said.receivedFrom', { when: format.time(by.received.at), from: format.member(by.received.member) })}</p>
      )}
    </li>
  );
}
