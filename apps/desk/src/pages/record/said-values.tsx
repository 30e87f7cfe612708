import { useTranslation } from 'react-i18next';
import type { RecordTable, Said, SaidCell, TableField } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { classes } from '../../components/classes.js';
import { SaidBy } from './said-by.js';
import styles from './said-values.module.css';

interface SaidValuesProps {
  readonly table: RecordTable;
  readonly field: TableField;
  readonly section: string;
}

/** What one section says about one field; several values that nobody has settled stand one below the other. */
export function SaidValues(props: SaidValuesProps) {
  const { t } = useTranslation('record');
  const cell = props.field.cells[props.section];
  if (cell === undefined) return null;
  return (
    <div>
      {cell.values.length === 0 && <span className={classes(styles.quiet)}>{t('cleared')}</span>}
      {cell.values.map((said, index) => (
        <OneSaid key={JSON.stringify(said.value)} {...props} cell={cell} said={said} index={index} />
      ))}
      {cell.unreadable > 0 && <p className={classes(styles.quiet)}>{t('unreadable', { count: cell.unreadable })}</p>}
    </div>
  );
}

interface OneSaidProps extends SaidValuesProps {
  readonly cell: SaidCell;
  readonly said: Said;
  readonly index: number;
}

function OneSaid({ table, field, section, cell, said, index }: OneSaidProps) {
  const names = useKinds();
  const text = names.value(table.kind, field.name, said.value);
  return (
    <div className={classes(styles.said, cell.conflict && styles.contested)}>
      <span className={classes(styles.value)}>{text}</span>
      {said.by !== null && <SaidBy by={said.by} claim={{ table, field, section, index }} />}
    </div>
  );
}
