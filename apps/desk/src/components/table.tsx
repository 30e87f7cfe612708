import type { ReactNode } from 'react';
import { classes } from './classes.js';
import styles from './table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand to the right, so that their digits meet. */
  readonly figures?: boolean;
}

export interface TableProps<Row> {
  /** What the table shows; read out, and printed above it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly captionUnseen?: boolean;
}

/** Rows that are read, up to a few hundred; what is longer is a `VirtualList`. The first column names the row. */
export function Table<Row>({ caption, columns, rows, keyOf, captionUnseen = false }: TableProps<Row>) {
  return (
    <section aria-label={caption} className={classes(styles.scroll)}>
      <table className={classes(styles.table)}>
        <caption className={captionUnseen ? 'unseen' : classes(styles.caption)}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ id, title, figures }) => (
              <th key={id} scope="col" className={classes(figures === true && styles.figures)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>{columns.map((column, index) => cellOf(column, row, index === 0))}</tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function cellOf<Row>({ id, title, cell, figures }: Column<Row>, row: Row, isName: boolean): ReactNode {
  const look = classes(figures === true && styles.figures);
  if (!isName)
    return (
      <td key={id} className={look} data-title={title}>
        {cell(row)}
      </td>
    );
  return (
    <th key={id} scope="row" className={look}>
      {cell(row)}
    </th>
  );
}
