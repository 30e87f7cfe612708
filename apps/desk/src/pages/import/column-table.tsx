import type { Dispatch, SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import { deskClient } from '../../calls/desk.js';
import type { SourceColumn, Suggestion } from '../../calls/import-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Badge } from '../../components/badge.js';
import { ChoiceField } from '../../components/choice-field.js';
import { classes } from '../../components/classes.js';
import { Table } from '../../components/table.js';
import { ColumnFormat } from './column-format.js';
import styles from './import-page.module.css';
import {
  type FieldRule,
  type Mapping,
  purposeOf,
  type Use,
  withField,
  withoutColumn,
  withUnitColumn,
} from './mapping.js';

export interface ColumnTableProps {
  readonly upload: string;
  readonly suggestion: Suggestion;
  readonly mapping: Mapping;
  readonly onChange: Dispatch<SetStateAction<Mapping>>;
}

const NOTHING = 'nothing';
const EXAMPLES = 2;
const idOf = (use: Use) => (use === undefined ? NOTHING : `${use.as} ${use.field}`);

/** Every column of the file, with what it holds, what it is taken for, and how it is read. All of it can be changed. */
export function ColumnTable(props: ColumnTableProps) {
  const { t } = useTranslation('import');
  const { suggestion, mapping, onChange } = props;
  return (
    <Table
      caption={t('columns')}
      captionUnseen
      rows={suggestion.columns}
      keyOf={({ name }) => name}
      columns={[
        { id: 'column', title: t('column'), cell: ({ name }) => name },
        { id: 'holds', title: t('holds'), cell: ({ values }) => <Holds values={values} /> },
        { id: 'use', title: t('use'), cell: (column) => <UseChoice {...props} column={column} /> },
        {
          id: 'format',
          title: t('format'),
          cell: (column) => (
            <ColumnFormat column={column} suggestion={suggestion} mapping={mapping} onChange={onChange} />
          ),
        },
      ]}
    />
  );
}

function Holds({ values }: Pick<SourceColumn, 'values'>) {
  const { t } = useTranslation('import');
  if (values.length === 0) return <>{t('holdsNothing')}</>;
  return <span className={classes(styles.holds)}>{values.slice(0, EXAMPLES).join(' · ')}</span>;
}

function UseChoice({ column, suggestion, mapping, ...rest }: ColumnTableProps & { readonly column: SourceColumn }) {
  const { t } = useTranslation('import');
  const names = useKinds();
  const use = purposeOf(mapping, column.name);
  const choose = useChoosing({ suggestion, mapping, ...rest }, column.name);
  const fields = names.kinds.find(({ name }) => name === mapping.kind)?.fields ?? [];
  const choices = fields.flatMap(({ name, type }) => {
    const label = names.field(mapping.kind, name);
    const unit = { id: `unit ${name}`, name: t('unitOf', { field: label }) };
    return [{ id: `field ${name}`, name: label }, ...(type === 'quantity' && name in mapping.fields ? [unit] : [])];
  });
  return (
    <div className={classes(styles.use)}>
      <ChoiceField
        label={t('useOf', { column: column.name })}
        labelUnseen
        choices={[{ id: NOTHING, name: t('leaveOut') }, ...choices]}
        value={idOf(use)}
        onChange={choose}
      />
      <Certainty suggestion={suggestion} column={column.name} use={use} />
    </div>
  );
}

/** The node is asked how the column would be read as that field; until it answers, the field is read as it stands. */
function useChoosing({ upload, mapping: { kind }, onChange }: ColumnTableProps, column: string): (id: string) => void {
  // What the officer has said of the field meanwhile stands.
  const take = (field: string, rule: FieldRule) =>
    onChange((before) => (isAsChosen(before, column, field) ? withField(before, column, field, rule) : before));
  return (id) => {
    const [as, field = ''] = id.split(' ');
    if (as === NOTHING) onChange((before) => withoutColumn(before, column));
    else if (as === 'unit') onChange((before) => withUnitColumn(before, column, field));
    else {
      onChange((before) => withField(before, column, field, {}));
      // A failure is shown by the preview, whose rows then do not fit.
      deskClient.import.column.query({ upload, kind, field, column }).then(
        ({ rule }) => take(field, rule),
        () => undefined,
      );
    }
  };
}

/** Whether nothing was said of how the column is read as that field since it was chosen. */
const isAsChosen = (mapping: Mapping, column: string, field: string): boolean =>
  purposeOf(mapping, column)?.field === field &&
  JSON.stringify(mapping.fields[field]) === JSON.stringify(withField(mapping, column, field, {}).fields[field]);

/** How sure the suggestion was; nothing for what a person has chosen. */
function Certainty({ suggestion, column, use }: { suggestion: Suggestion; column: string; use: Use }) {
  const { t } = useTranslation('import');
  const fit = suggestion.fields.find(({ columns }) => columns.includes(column));
  if (use?.as !== 'field' || fit?.field !== use.field || fit.certainty === 'sure') return null;
  return <Badge tone={fit.certainty === 'guess' ? 'overdue' : 'neutral'}>{t(`certainty.${fit.certainty}`)}</Badge>;
}
