import { type ReactNode, useId } from 'react';
import { classes } from '../../components/classes.js';
import styles from './part.module.css';

export interface PartProps {
  readonly title: string;
  /** A button that acts on the whole part. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the page under its title. */
export function Part({ title, action, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes(styles.part)}>
      <header className={classes(styles.head)}>
        <h2 id={id}>{title}</h2>
        {action}
      </header>
      {children}
    </section>
  );
}
