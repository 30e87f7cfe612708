import type { Dispatch, SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceColumn, Suggestion } from '../../calls/import-answers.js';
import { useKinds, useUnits } from '../../calls/record-kinds.js';
import { ChoiceField } from '../../components/choice-field.js';
import { classes } from '../../components/classes.js';
import { CodeChoice } from './code-choice.js';
import { DATE_PATTERNS, MONTH_PATTERNS, NUMBER_FORMATS, numberExample, patternExample } from './formats.js';
import styles from './import-page.module.css';
import { type FieldRule, type Mapping, type NumberRule, purposeOf, withRule } from './mapping.js';

interface ColumnFormatProps {
  readonly column: SourceColumn;
  readonly suggestion: Suggestion;
  readonly mapping: Mapping;
  readonly onChange: Dispatch<SetStateAction<Mapping>>;
}

/** How the values of a column are read, by the field they are read as: dates, numbers, units, codes. */
export function ColumnFormat({ column, suggestion, mapping, onChange }: ColumnFormatProps) {
  const names = useKinds();
  const use = purposeOf(mapping, column.name);
  if (use?.as !== 'field') return null;
  const { field } = use;
  const rule = mapping.fields[field] ?? {};
  const set = (changed: { readonly [Name in keyof FieldRule]?: FieldRule[Name] | undefined }) =>
    onChange((before) => withRule(before, field, changed));
  const type = names.fieldOf(mapping.kind, field)?.type;
  const rivals = suggestion.fields.find((fit) => fit.field === field && fit.columns.includes(column.name))?.rivals;
  const parts = { column, field, rule, set };
  if (type === 'date' || type === 'month' || rule.date !== undefined)
    return <DateFormat {...parts} isMonth={type === 'month'} rivals={(rivals ?? []) as readonly FieldRule[]} />;
  if (type === 'number' || type === 'integer') return <NumberFormat {...parts} />;
  if (type === 'quantity') return <QuantityFormat {...parts} />;
  if (type === 'code' || type === 'country' || type === 'countries')
    return <CodeChoice {...parts} kind={mapping.kind} />;
  return null;
}

interface FormatProps {
  readonly column: SourceColumn;
  readonly field: string;
  readonly rule: FieldRule;
  readonly set: (changed: { readonly [Name in keyof FieldRule]?: FieldRule[Name] | undefined }) => void;
}

/** Patterns by what a day looks like in them. Where another one fits as well, the column alone cannot tell. */
function DateFormat({
  column,
  rule,
  set,
  isMonth,
  rivals,
}: FormatProps & { readonly isMonth: boolean; readonly rivals: readonly FieldRule[] }) {
  const { t } = useTranslation('import');
  const patterns = [
    ...new Set([
      ...(rule.date === undefined ? [] : [rule.date]),
      ...rivals.flatMap(({ date }) => date ?? []),
      ...(isMonth ? MONTH_PATTERNS : DATE_PATTERNS),
    ]),
  ];
  return (
    <div className={classes(styles.format)}>
      <ChoiceField
        label={t('dateOf', { column: column.name })}
        labelUnseen
        choices={patterns.map((id) => ({ id, name: t('writtenLike', { example: patternExample(id) }) }))}
        value={rule.date ?? null}
        onChange={(date) => set({ date })}
      />
      {rivals.length > 0 && <p className={classes(styles.quiet)}>{t('dayOrMonth')}</p>}
    </div>
  );
}

function NumberFormat({ column, rule, set }: FormatProps) {
  const { t } = useTranslation('import');
  const examples = [...new Set([numberExample(rule.number), ...NUMBER_FORMATS.map(({ example }) => example)])];
  const ruleOf = (example: string): NumberRule | undefined =>
    NUMBER_FORMATS.find((format) => format.example === example)?.rule ?? rule.number;
  return (
    <ChoiceField
      label={t('numberOf', { column: column.name })}
      labelUnseen
      choices={examples.map((id) => ({ id, name: t('writtenLike', { example: id }) }))}
      value={numberExample(rule.number)}
      onChange={(example) => set({ number: ruleOf(example) })}
    />
  );
}

const IN_CELL = 'in the cell';
const IN_COLUMN = 'in a column';

/** Where the unit of a quantity stands, and how its number is written. */
function QuantityFormat(props: FormatProps) {
  const { t } = useTranslation('import');
  const { column, rule, set } = props;
  const units = useUnits();
  const inColumn = typeof rule.unit === 'object' ? rule.unit : undefined;
  const choose = (unit: string) => {
    if (unit === IN_CELL) set({ unit: undefined, number: undefined });
    else if (unit !== IN_COLUMN) set({ unit, number: rule.number ?? true });
  };
  return (
    <div className={classes(styles.format)}>
      <ChoiceField
        label={t('unitFor', { column: column.name })}
        labelUnseen
        choices={[
          { id: IN_CELL, name: t('unitInCell') },
          ...(inColumn === undefined ? [] : [{ id: IN_COLUMN, name: t('unitInColumn', { column: inColumn.column }) }]),
          ...units.map((unit) => ({ id: unit, name: t('unitIs', { unit }) })),
        ]}
        value={typeof rule.unit === 'object' ? IN_COLUMN : (rule.unit ?? IN_CELL)}
        onChange={choose}
      />
      {rule.unit !== undefined && <NumberFormat {...props} />}
    </div>
  );
}
