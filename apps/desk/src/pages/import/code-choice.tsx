import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceColumn } from '../../calls/import-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Button } from '../../components/button.js';
import { ChoiceField } from '../../components/choice-field.js';
import { classes } from '../../components/classes.js';
import { Sheet } from '../../components/sheet.js';
import { Table } from '../../components/table.js';
import { TextField } from '../../components/text-field.js';
import { codeFor, codesGiven, withCode } from './codes.js';
import styles from './import-page.module.css';
import type { CodeMap, FieldRule } from './mapping.js';

interface CodeChoiceProps {
  readonly kind: string;
  readonly column: SourceColumn;
  readonly field: string;
  readonly rule: FieldRule;
  readonly set: (changed: { readonly map?: CodeMap }) => void;
}

const REJECT = 'reject';
const SAY_NOTHING = 'nothing';

/** Which code each value of the column means. A value without one rejects its rows, and is seen. */
export function CodeChoice({ kind, column, field, rule, set }: CodeChoiceProps) {
  const { t } = useTranslation('import');
  const names = useKinds();
  const [isOpen, setOpen] = useState(false);
  const codes = names.codes(kind, field);
  const known = codes.map(({ id }) => id);
  const unknown = column.values.filter((value) => codeFor(rule.map, value, known) === undefined);
  const label = names.field(kind, field);
  return (
    <div className={classes(styles.format)}>
      <Button onPress={() => setOpen(true)}>{t('setCodes', { field: label })}</Button>
      {unknown.length > 0 && <p className={classes(styles.missing)}>{t('withoutCode', { count: unknown.length })}</p>}
      <Sheet title={t('codesOf', { column: column.name })} isOpen={isOpen} onClose={() => setOpen(false)}>
        <p>{t('codesHint')}</p>
        <Table
          caption={t('codesOf', { column: column.name })}
          captionUnseen
          rows={column.values}
          keyOf={(value) => value}
          columns={[
            { id: 'value', title: t('value'), cell: (value) => value },
            {
              id: 'code',
              title: label,
              cell: (value) => (
                <OneCode
                  label={t('codeOf', { value })}
                  codes={codes}
                  code={codeFor(rule.map, value, known)}
                  onChange={(code) => set({ map: withCode(codesGiven(rule.map, column.values, known), value, code) })}
                />
              ),
            },
          ]}
        />
      </Sheet>
    </div>
  );
}

interface OneCodeProps {
  readonly label: string;
  /** Empty for countries, which are typed. */
  readonly codes: readonly { readonly id: string; readonly name: string }[];
  readonly code: string | null | undefined;
  readonly onChange: (code: string | null | undefined) => void;
}

function OneCode({ label, codes, code, onChange }: OneCodeProps) {
  const { t } = useTranslation('import');
  if (codes.length === 0) {
    const type = (typed: string) => onChange(typed.trim() === '' ? undefined : typed.trim().toUpperCase());
    return <TextField aria-label={label} label={t('countryCode')} value={code ?? ''} onChange={type} />;
  }
  const chosen = (id: string) => (id === REJECT ? undefined : id === SAY_NOTHING ? null : id);
  return (
    <ChoiceField
      label={label}
      labelUnseen
      choices={[{ id: REJECT, name: t('rejectRows') }, { id: SAY_NOTHING, name: t('sayNothing') }, ...codes]}
      value={code === undefined ? REJECT : code === null ? SAY_NOTHING : code}
      onChange={(id) => onChange(chosen(id))}
    />
  );
}
