import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { classes } from './classes.js';

/** What a mark means; the words say it too, so that nothing rests on colour. */
export type Tone = 'neutral' | 'accent' | 'settled' | 'overdue' | 'refused';

export interface BadgeProps {
  readonly tone?: Tone;
  readonly children: ReactNode;
}

/** A word or number that stands beside something: "3 waiting", "conflict". */
export const Badge = ({ tone = 'neutral', children }: BadgeProps) => (
  <span className={classes(styles.badge, styles[tone])}>{children}</span>
);
