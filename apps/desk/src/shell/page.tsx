import { type ReactNode, useEffect } from 'react';
import { classes } from '../components/classes.js';
import styles from './page.module.css';

export interface PageProps {
  readonly title: string;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One page that is read from top to bottom: its title, which is also the window's, and its parts. */
export function Page({ title, actions, children }: PageProps) {
  useWindowTitle(title);
  return (
    <div className={classes(styles.page)}>
      <header className={classes(styles.head)}>
        <h1>{title}</h1>
        {actions !== undefined && <div className={classes(styles.actions)}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function useWindowTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Liaison`;
  }, [title]);
}
