import { CircleAlert, Info, OctagonX } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';
import { classes } from './classes.js';

export interface BannerProps {
  readonly tone?: 'neutral' | 'overdue' | 'refused';
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** Buttons that follow from it. */
  readonly actions?: ReactNode;
}

const ICONS = { neutral: Info, overdue: CircleAlert, refused: OctagonX };

/** Something to know about the whole page, in its place in the text; it never moves and never goes away by itself. */
export function Banner({ tone = 'neutral', title, children, actions }: BannerProps) {
  const Icon = ICONS[tone];
  return (
    <div className={classes(styles.banner, styles[tone])}>
      <Icon size={16} aria-hidden className={classes(styles.icon)} />
      <div className={classes(styles.words)}>
        <p className={classes(styles.title)}>{title}</p>
        {children}
        {actions !== undefined && <div className={classes(styles.actions)}>{actions}</div>}
      </div>
    </div>
  );
}
