import { useEffect, useRef } from 'react';
import { classes } from '../../components/classes.js';
import type { Bar } from './bars.js';
import styles from './charts.module.css';
import { useWidth } from './use-width.js';

export interface PlotPlaceProps {
  /** What the chart says, for who does not see it; every figure is in the table behind it. */
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly draw: (bars: readonly Bar[], width: number) => Element;
  readonly onOpen: (bar: Bar) => void;
}

/** Where a drawn chart stands. A bar opens the list of the records behind it; the table does the same for the keyboard. */
export function PlotPlace({ label, bars, draw, onOpen }: PlotPlaceProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const latest = useRef({ draw, onOpen });
  latest.current = { draw, onOpen };
  // As a text, so that the chart is drawn anew only when it says something else.
  const said = JSON.stringify(bars);
  useEffect(() => {
    if (width === 0) return undefined;
    const shown = JSON.parse(said) as Bar[];
    const chart = latest.current.draw(shown, width);
    for (const [index, rect] of chart.querySelectorAll('.bars rect').entries()) {
      const bar = shown[index];
      if (bar !== undefined) rect.addEventListener('click', () => latest.current.onOpen(bar));
    }
    // The place is one picture with a name of its own; names inside it are nobody's.
    for (const part of chart.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
    place.current?.replaceChildren(chart);
    return () => chart.remove();
  }, [said, width]);
  return <div ref={place} role="img" aria-label={label} className={classes(styles.chart)} />;
}
