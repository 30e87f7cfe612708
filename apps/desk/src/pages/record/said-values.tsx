import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { RecordTable, Said, SaidCell, TableField } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { SaidBy } from './said-by.js';
import styles from './said-values.module.css';

interface SaidValuesProps {
  readonly table: RecordTable;
  readonly field: TableField;
  readonly section: string;
  /** The officer may settle what this section says. */
  readonly mine: boolean;
}

/** What one section says about one field; several values that nobody has settled stand one below the other. */
export function SaidValues(props: SaidValuesProps) {
  const { t } = useTranslation('record');
  const cell = props.field.cells[props.section];
  if (cell === undefined) return null;
  return (
    <div>
      {cell.values.length === 0 && <span className={classes(styles.quiet)}>{t('cleared')}</span>}
      {cell.values.map((said) => (
        <OneSaid key={JSON.stringify(said.value)} {...props} cell={cell} said={said} />
      ))}
      {cell.unreadable > 0 && <p className={classes(styles.quiet)}>{t('unreadable', { count: cell.unreadable })}</p>}
    </div>
  );
}

function OneSaid({ table, field, section, mine, cell, said }: SaidValuesProps & { cell: SaidCell; said: Said }) {
  const names = useKinds();
  const text = names.value(table.kind, field.name, said.value);
  return (
    <div className={classes(styles.said, cell.conflict && styles.contested)}>
      <span className={classes(styles.value)}>{text}</span>
      {said.by !== null && <SaidBy by={said.by} />}
      {cell.conflict && mine && <KeepButton table={table} field={field} section={section} said={said} text={text} />}
    </div>
  );
}

/** Settles a conflict for one of its values: both stay in the history, and nothing is settled until somebody says so. */
function KeepButton(props: Omit<SaidValuesProps, 'mine'> & { readonly said: Said; readonly text: string }) {
  const { table, field, section, said, text } = props;
  const { t } = useTranslation('record');
  const { mutate, isPending, error } = useMutation(desk.record.edit.mutationOptions());
  const keep = () => {
    const set = [{ field: field.name, json: said.value }];
    mutate({ record: table.record, space: table.space.id, joint: section === 'joint', set });
  };
  return (
    <>
      <Button working={isPending} onPress={keep}>
        {t('keep', { value: text })}
      </Button>
      {error !== null && <ErrorBox error={error} />}
    </>
  );
}
