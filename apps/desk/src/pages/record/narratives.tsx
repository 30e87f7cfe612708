import { Check, Pencil } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDrafts } from '../../calls/drafts.js';
import type { RecordTable, SaidCell, TableColumn, TableField } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { useMay } from '../../calls/session.js';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { Working } from '../../components/working.js';
import { useFormat } from '../../format/use-format.js';
import styles from './narratives.module.css';
import { SaidBy } from './said-by.js';
import { useSectionName } from './section-names.js';

/** The editor is fetched when somebody writes: most who open a record read it. */
const LiveEditor = lazy(async () => ({ default: (await import('./writing/live-editor.js')).LiveEditor }));

/** The long texts, each member's own under its name; read as a letter, not as a table. */
export function Narratives({ table }: { readonly table: RecordTable }) {
  const long = table.fields.filter(({ type }) => type === 'narrative');
  return long.map((field) => <Narrative key={field.name} table={table} field={field} />);
}

interface NarrativeProps {
  readonly table: RecordTable;
  readonly field: TableField;
}

function Narrative({ table, field }: NarrativeProps) {
  const names = useKinds();
  const label = names.field(table.kind, field.name);
  const shown = table.columns.filter(({ section, mine }) => field.cells[section] !== undefined || mine);
  return (
    <section aria-label={label} className={classes(styles.narrative)}>
      <h2>{label}</h2>
      {shown.map((column) => (
        <SectionText key={column.section} table={table} field={field} column={column} label={label} />
      ))}
    </section>
  );
}

interface SectionTextProps extends NarrativeProps {
  readonly column: TableColumn;
  readonly label: string;
}

/** What one section says at length; where the officer may write, an editor in the place of the words. */
function SectionText({ table, field, column: { section, mine }, label }: SectionTextProps) {
  const { t } = useTranslation('record');
  const sectionName = useSectionName();
  const mayWrite = useMay('text.type') && mine;
  const [isWriting, setWriting] = useState(false);
  const cell = field.cells[section];
  const named = `${label} (${sectionName(section)})`;
  const name = { record: table.record, space: table.space.id, field: field.name, joint: section === 'joint' };
  const verb = isWriting ? t('writing.done') : cell === undefined ? t('write') : t('goOnWriting');
  return (
    <div className={classes(styles.text)} data-not-printed={cell === undefined ? '' : undefined}>
      <h3>
        {sectionName(section)}
        {mayWrite && (
          <Button
            look="quiet"
            icon={isWriting ? <Check size={16} aria-hidden /> : <Pencil size={16} aria-hidden />}
            aria-label={`${verb}: ${named}`}
            onPress={() => setWriting(!isWriting)}
          >
            {verb}
          </Button>
        )}
      </h3>
      {mayWrite && isWriting ? (
        <Suspense fallback={<Working sentence={t('writing.opening')} />}>
          <LiveEditor name={name} label={named} />
        </Suspense>
      ) : (
        <>
          {mayWrite && (
            <TypedBefore record={table.record} draft={`text:${section === 'joint' ? section : 'own'}:${field.name}`} />
          )}
          <Words cell={cell} />
        </>
      )}
      {cell?.authors?.map((by, index) => (
        <SaidBy key={by.entry} by={by} claim={{ table, field, section, index }} />
      ))}
    </div>
  );
}

function Words({ cell }: { readonly cell: SaidCell | undefined }) {
  const text = cell?.values[0]?.value;
  return text === undefined ? null : <p className={classes(styles.words)}>{String(text)}</p>;
}

/** Words that were typed here when the node stopped. They stand in the text again when the officer goes on writing. */
function TypedBefore({ record, draft }: { readonly record: string; readonly draft: string }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const found = useDrafts(record).find(({ field }) => field === draft);
  return found === undefined ? null : <Banner title={t('unfinished.inText', { when: format.ago(found.at) })} />;
}
