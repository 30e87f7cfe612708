import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { classes } from './classes.js';
import styles from './virtual-list.module.css';

export interface VirtualListProps<Item> {
  /** What the list holds, for who does not see it. */
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** Height of a row as a first guess, in pixels; each is measured when it is shown. */
  readonly rowHeight: number;
  readonly row: (item: Item) => ReactNode;
  /** The number of all rows where it is known, so that each can say "12 of 4,301". */
  readonly total?: number;
  /** Asked for the next page when the end comes near. */
  readonly onEnd?: () => void;
  /** Kept in sight, for moving with the keyboard. */
  readonly shown?: number | undefined;
}

const BEYOND_SIGHT = 12;

/** A list of any length: only the rows in sight are in the page. It scrolls in its own box, so its parent gives it a height. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { label, items, keyOf, rowHeight, row, total, onEnd, shown } = props;
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: BEYOND_SIGHT,
  });
  const inSight = rows.getVirtualItems();
  const last = inSight.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - 1) onEnd?.();
  }, [last, items.length, onEnd]);
  useEffect(() => {
    if (shown !== undefined && shown >= 0) rows.scrollToIndex(shown);
  }, [shown, rows]);
  return (
    <div ref={box} className={classes(styles.box)}>
      <ul aria-label={label} className={classes(styles.list)} style={{ height: rows.getTotalSize() }}>
        {inSight.map(({ index, start }) => {
          const item = items[index];
          return item === undefined ? null : (
            <li
              key={keyOf(item)}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={total ?? items.length}
              aria-posinset={index + 1}
              className={classes(styles.row)}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row(item)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
