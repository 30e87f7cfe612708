import { useKeys } from './keys.js';

interface ListKeys<Item> {
  /** What the sheet of keys calls them. */
  readonly next: string;
  readonly previous: string;
  readonly items: readonly Item[];
  /** Place of what is read; -1 where nothing of the list is. */
  readonly chosen: number;
  readonly choose: (item: Item) => void;
}

/** `j` and `k` go through a list, from what is read to its neighbour; without one `j` begins at the first. */
export function useListKeys<Item>({ next, previous, items, chosen, choose }: ListKeys<Item>): void {
  const move = (by: number) => {
    const item = items[Math.min(Math.max(chosen + by, 0), items.length - 1)];
    if (item !== undefined) choose(item);
  };
  useKeys([
    { keys: 'j', title: next, run: () => move(1) },
    { keys: 'k', title: previous, run: () => move(-1) },
  ]);
}
