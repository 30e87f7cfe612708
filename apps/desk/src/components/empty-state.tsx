import type { ReactNode } from 'react';
import { classes } from './classes.js';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  /** One sentence: what will stand here, and what brings it. */
  readonly sentence: ReactNode;
  readonly action?: ReactNode;
  /** What it looks like when it is not empty. */
  readonly example?: ReactNode;
}

/** An empty page teaches: one sentence, one action, one example. */
export const EmptyState = ({ sentence, action, example }: EmptyStateProps) => (
  <div className={classes(styles.empty)}>
    <p>{sentence}</p>
    {action}
    {example !== undefined && <div className={classes(styles.example)}>{example}</div>}
  </div>
);
