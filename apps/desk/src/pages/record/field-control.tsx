import { useTranslation } from 'react-i18next';
import { useKinds } from '../../calls/record-kinds.js';
import { ChoiceField } from '../../components/choice-field.js';
import { TextField } from '../../components/text-field.js';

interface FieldControlProps {
  readonly kind: string;
  readonly field: string;
  readonly label: string;
  /** As it is typed; empty: nothing is said. */
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly autoFocus?: boolean;
}

const NARRATIVE_LINES = 12;
const NONE = '-';

/** The control that fits how a field is written. */
export function FieldControl({ kind, field, label, value, onChange, autoFocus = false }: FieldControlProps) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const type = names.fieldOf(kind, field)?.type;
  if (type === 'code') return <CodeControl {...{ kind, field, label, value, onChange }} />;
  const hint = type === 'narrative' || type === undefined ? undefined : HINTS.find((known) => known === type);
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus}
      {...(hint === undefined ? {} : { hint: t(`hint.${hint}`) })}
      {...(type === 'narrative' ? { lines: NARRATIVE_LINES } : {})}
    />
  );
}

const HINTS = ['date', 'month', 'country', 'countries', 'quantity', 'number', 'integer'] as const;

function CodeControl({ kind, field, label, value, onChange }: FieldControlProps) {
  const { t } = useTranslation('record');
  const choices = useKinds().codes(kind, field);
  return (
    <ChoiceField
      label={label}
      choices={[{ id: NONE, name: t('sayNothing') }, ...choices]}
      value={value === '' ? NONE : value}
      onChange={(code) => onChange(code === NONE ? '' : code)}
    />
  );
}
