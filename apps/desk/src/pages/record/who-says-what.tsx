import { History, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordTable, TableColumn, TableField } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { useMay } from '../../calls/session.js';
import { Badge } from '../../components/badge.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { FieldHistory } from './field-history.js';
import { SaidValues } from './said-values.js';
import type { SayProps } from './saying.js';
import { useSectionName } from './section-names.js';
import styles from './who-says-what.module.css';

const isLong = ({ type }: TableField): boolean => type === 'narrative';

/** The fields as a table: what stands, and beside it what each member says. Silence is empty. */
export function WhoSaysWhat({ table, onSay }: SayProps) {
  const { t } = useTranslation('record');
  const [showsSilent, setShowsSilent] = useState(false);
  const [history, setHistory] = useState<TableField>();
  const short = table.fields.filter((field) => !isLong(field));
  const said = short.filter(({ standing }) => standing !== 'silent');
  const silent = short.length - said.length;
  const columns = table.columns.filter(({ speaks, mine }) => speaks || mine);
  return (
    <section aria-label={t('whoSaysWhat')} className={classes(styles.scroll)} data-scrolls>
      <table className={classes(styles.table)}>
        <caption className="unseen">{t('whoSaysWhat')}</caption>
        <ColumnHeads columns={columns} />
        <tbody>
          {(showsSilent ? short : said).map((field) => (
            <FieldRow
              key={field.name}
              table={table}
              field={field}
              columns={columns}
              onSay={onSay}
              onHistory={() => setHistory(field)}
            />
          ))}
        </tbody>
      </table>
      {silent > 0 && (
        <div data-not-printed>
          <Button look="quiet" onPress={() => setShowsSilent(!showsSilent)} aria-expanded={showsSilent}>
            {showsSilent ? t('hideSilent') : t('showSilent', { count: silent })}
          </Button>
        </div>
      )}
      {history !== undefined && <FieldHistory table={table} field={history} onClose={() => setHistory(undefined)} />}
    </section>
  );
}

function ColumnHeads({ columns }: { readonly columns: readonly TableColumn[] }) {
  const { t } = useTranslation('record');
  const name = useSectionName();
  return (
    <thead>
      <tr>
        <th scope="col">{t('field')}</th>
        <th scope="col">{t('stands')}</th>
        {columns.map(({ section, founder }) => (
          <th key={section} scope="col">
            {name(section)} {founder && <span className={classes(styles.quiet)}>{t('beganIt')}</span>}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface FieldRowProps extends SayProps {
  readonly field: TableField;
  readonly columns: readonly TableColumn[];
  readonly onHistory: () => void;
}

function FieldRow({ table, field, columns, onSay, onHistory }: FieldRowProps) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const sectionName = useSectionName();
  const mayWrite = useMay('record.edit');
  const label = names.field(table.kind, field.name);
  return (
    <tr data-standing={field.standing}>
      <th scope="row">
        <div className={classes(styles.cell)}>
          {label}
          <Button
            look="quiet"
            aria-label={t('historyOf', { field: label })}
            icon={<History size={16} aria-hidden />}
            onPress={onHistory}
          />
        </div>
      </th>
      <td data-title={t('stands')}>
        <Standing table={table} field={field} />
      </td>
      {columns.map(({ section, mine }) => (
        <td key={section} data-title={sectionName(section)}>
          <div className={classes(styles.cell)}>
            <SaidValues table={table} field={field} section={section} />
            {mine && mayWrite && (
              <Button
                look="quiet"
                aria-label={t('changeFor', { field: label, section: sectionName(section) })}
                icon={<Pencil size={16} aria-hidden />}
                onPress={() => onSay({ field, section })}
              />
            )}
          </div>
        </td>
      ))}
    </tr>
  );
}

/** The value that stands meanwhile, never without the rule by which it does. */
function Standing({ table, field }: { readonly table: RecordTable; readonly field: TableField }) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const sectionName = useSectionName();
  const { stands, standing, name } = field;
  if (stands === null) return null;
  return (
    <div>
      <span className={classes(styles.value)}>{names.value(table.kind, name, stands.value)}</span>
      {field.conflict && <Badge tone="overdue">{t('conflict')}</Badge>}
      {standing === 'different' && (
        <span className={classes(styles.rule)}>
          <Badge>{t('differs')}</Badge> {t(`rule.${stands.rule}`, { section: sectionName(stands.section) })}
        </span>
      )}
    </div>
  );
}
