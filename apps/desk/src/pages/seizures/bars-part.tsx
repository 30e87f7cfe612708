import { useTranslation } from 'react-i18next';
import type { FigureKey, SeizureFigures } from '../../calls/seizure-answers.js';
import { useFormat } from '../../format/use-format.js';
import { lyingBars, standingBars } from './bar-plots.js';
import { longestFirst } from './bars.js';
import { FigureFrame } from './figure-frame.js';
import { useKeyNames } from './key-names.js';
import type { Measure } from './measures.js';
import { everyPeriod, isPeriod } from './periods.js';
import { PlotPlace } from './plot-place.js';
import { useBars } from './use-bars.js';

export interface BarsPartProps<Key extends FigureKey> {
  readonly by: Key;
  readonly figures: SeizureFigures;
  readonly measure: Measure;
}

/** More bars than this are a table. */
const BARS_MAX = 20;

/** Seizures by one of the things that the records say. */
export function BreakdownPart({ by, figures, measure }: BarsPartProps<FigureKey>) {
  const { t } = useTranslation('seizures');
  const { bars: all, title, note, openList } = useBars(by, figures, measure);
  const bars = longestFirst(all).slice(0, BARS_MAX);
  const rest = all.length - bars.length;
  const notes = [note, ...(rest > 0 ? [t('note.rest', { count: rest })] : [])];
  return (
    <FigureFrame title={title} by={[by]} groups={figures.groups} note={notes.join(' ')}>
      {bars.length === 0 && <p>{t('noFigures')}</p>}
      {bars.length > 0 && <PlotPlace label={title} bars={bars} draw={lyingBars} onOpen={openList} />}
    </FigureFrame>
  );
}

/** Seizures along time. What has no day, or none that is a date, is told beside it. */
export function TimePart({ by, figures, measure }: BarsPartProps<'month' | 'year'>) {
  const { t } = useTranslation('seizures');
  const names = useKeyNames();
  const format = useFormat();
  const { bars: all, scale, title, note, openList } = useBars(by, figures, measure);
  const bars = all.filter(({ id }) => isPeriod(id));
  const outside = all.filter(({ id }) => !isPeriod(id)).reduce((sum, { records }) => sum + records, 0);
  const ids = bars.map(({ id }) => id);
  const periods = everyPeriod(ids, by).map((id) => ({ id, name: names.value(by, id) }));
  const axis = measure === 'records' ? t('measure.records') : scale.unit;
  const look = { axis, periods, number: format.number };
  const notes = [note, ...(outside > 0 ? [t('note.undated', { count: outside })] : [])];
  return (
    <FigureFrame title={title} by={[by]} groups={figures.groups} note={notes.join(' ')}>
      {bars.length === 0 && <p>{t('noFigures')}</p>}
      {bars.length > 0 && (
        <PlotPlace
          label={title}
          bars={bars}
          draw={(shown, width) => standingBars(shown, { ...look, width })}
          onOpen={openList}
        />
      )}
    </FigureFrame>
  );
}
