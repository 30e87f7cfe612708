import type { ReactNode } from 'react';
import { ProgressBar } from 'react-aria-components';
import { classes } from './classes.js';
import styles from './working.module.css';

export interface WorkingProps {
  /** What is being done, in a sentence: no wait without one. */
  readonly sentence: string;
  /** Between 0 and 1 where the whole is known. */
  readonly share?: number;
  readonly action?: ReactNode;
}

/** Something takes a while: what it is, and how far it has come. */
export const Working = ({ sentence, share, action }: WorkingProps) => (
  <div className={classes(styles.working)}>
    <ProgressBar
      aria-label={sentence}
      isIndeterminate={share === undefined}
      value={share ?? 0}
      maxValue={1}
      className={classes(styles.bar)}
    >
      {({ percentage }) => (
        <progress aria-hidden max={100} {...(percentage === undefined ? {} : { value: percentage })} />
      )}
    </ProgressBar>
    <p>{sentence}</p>
    {action}
  </div>
);
