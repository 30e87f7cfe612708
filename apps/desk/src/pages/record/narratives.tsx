import { Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TableField } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { useMay } from '../../calls/session.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import styles from './narratives.module.css';
import { SaidBy } from './said-by.js';
import { useSectionName } from './section-names.js';
import type { SayProps } from './who-says-what.js';

/** The long texts, each member's own under its name; read as a letter, not as a table. */
export function Narratives({ table, onSay }: SayProps) {
  const long = table.fields.filter(({ type }) => type === 'narrative');
  return long.map((field) => <Narrative key={field.name} table={table} field={field} onSay={onSay} />);
}

function Narrative({ table, field, onSay }: SayProps & { readonly field: TableField }) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const sectionName = useSectionName();
  const mayWrite = useMay('record.edit');
  const label = names.field(table.kind, field.name);
  const shown = table.columns.filter(({ section, mine }) => field.cells[section] !== undefined || mine);
  return (
    <section aria-label={label} className={classes(styles.narrative)}>
      <h2>{label}</h2>
      {shown.map(({ section, mine }) => {
        const cell = field.cells[section];
        const text = cell?.values[0]?.value;
        return (
          <div key={section} className={classes(styles.text)} data-not-printed={cell === undefined ? '' : undefined}>
            <h3>
              {sectionName(section)}
              {mine && mayWrite && (
                <Button
                  look="quiet"
                  icon={<Pencil size={16} aria-hidden />}
                  aria-label={`${cell === undefined ? t('write') : t('goOnWriting')}: ${label} (${sectionName(section)})`}
                  onPress={() => onSay({ field, section })}
                >
                  {cell === undefined ? t('write') : t('goOnWriting')}
                </Button>
              )}
            </h3>
            {text !== undefined && <p className={classes(styles.words)}>{String(text)}</p>}
            {cell?.authors?.map((by, index) => (
              <SaidBy key={by.entry} by={by} claim={{ table, field, section, index }} />
            ))}
          </div>
        );
      })}
    </section>
  );
}
