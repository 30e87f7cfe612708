import { Download } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FigureKey, SeizureFigure } from '../../calls/seizure-answers.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { Menu } from '../../components/menu.js';
import styles from './charts.module.css';
import { saveCsv, savePng, saveSvg } from './downloads.js';
import { FigureTable } from './figure-table.js';
import { useKeyNames } from './key-names.js';

export interface FigureFrameProps {
  readonly title: string;
  /** What it is broken down by, and the groups themselves as the table and the file show them. */
  readonly by: readonly FigureKey[];
  readonly groups: readonly SeizureFigure[];
  /** How many records stand behind it, and what it leaves out: under the chart, in the picture, on paper. */
  readonly note: string;
  readonly children: ReactNode;
}

/** A chart with its title, what stands behind it, the same figures as a table, and the ways to take them along. */
export function FigureFrame({ title, by, groups, note, children }: FigureFrameProps) {
  const { t } = useTranslation('seizures');
  const names = useKeyNames();
  const [isTable, showTable] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const chart = useRef<HTMLDivElement>(null);
  const id = useId();
  const take = (save: () => Promise<void>) => save().then(() => setFailure(null), setFailure);
  const file = `${title}-${new Date().toISOString().slice(0, 10)}`;
  const svg = () => chart.current?.querySelector('svg') ?? null;
  const words = { title, notes: [note, t('source')] };
  const csv = { id: 'csv', name: t('save.csv'), onAction: () => void take(() => saveCsv({ by, groups, names }, file)) };
  const pictures = [
    { id: 'png', name: t('save.png'), onAction: () => void take(() => savePng(svg(), words, file)) },
    { id: 'svg', name: t('save.svg'), onAction: () => void take(() => saveSvg(svg(), words, file)) },
  ];
  return (
    <section aria-labelledby={id} className={classes(styles.frame)}>
      <header className={classes(styles.head)}>
        <h2 id={id}>{title}</h2>
        <div className={classes(styles.tools)}>
          <Button look="quiet" onPress={() => showTable(!isTable)} aria-describedby={id}>
            {t(isTable ? 'showChart' : 'showTable')}
          </Button>
          <Menu
            title={t('save.title')}
            label={t('save.of', { title })}
            icon={<Download size={16} aria-hidden />}
            actions={isTable ? [csv] : [...pictures, csv]}
          />
        </div>
      </header>
      {failure !== null && <ErrorBox error={failure} />}
      {isTable ? (
        <FigureTable caption={t('tableOf', { title })} by={by} groups={groups} />
      ) : (
        <div ref={chart}>{children}</div>
      )}
      <p className={classes(styles.note)}>{note}</p>
    </section>
  );
}
