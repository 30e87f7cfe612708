import type { ReactNode } from 'react';
import { classes } from '../components/classes.js';
import { useWindowTitle } from './page.js';
import styles from './page.module.css';

export interface PanesProps {
  readonly title: string;
  readonly list: ReactNode;
  /** What was chosen in the list, or null: then a wide screen shows `unchosen` and a narrow one the list. */
  readonly reading: ReactNode | null;
  readonly unchosen: ReactNode;
  /** The way back to the list, for a screen that shows only one pane. */
  readonly back: ReactNode;
}

/** A list and what is read of it, side by side where there is room; the same address shows the same on every screen. */
export function Panes({ title, list, reading, unchosen, back }: PanesProps) {
  useWindowTitle(title);
  return (
    <div className={classes(styles.panes)} data-open={reading === null ? 'list' : 'reading'}>
      <section className={classes(styles.list)} aria-label={title}>
        {list}
      </section>
      <div className={classes(styles.reading)}>
        {reading !== null && <div className={classes(styles.back)}>{back}</div>}
        {reading ?? <div className={classes(styles.unchosen)}>{unchosen}</div>}
      </div>
    </div>
  );
}
