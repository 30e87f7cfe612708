import { getRouteApi, Link } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorBox } from '../../components/error-box.js';
import { Working } from '../../components/working.js';
import { useFormat } from '../../format/use-format.js';
import { Page } from '../../shell/page.js';
import { FilterMarks } from '../records/filter-marks.js';
import { BreakdownPart, TimePart } from './bars-part.js';
import { FigureTotal } from './figure-total.js';
import type { Measure } from './measures.js';
import { grainOf } from './periods.js';
import { ROUTE_KEYS } from './routes.js';
import { RoutesPart } from './routes-part.js';
import { SeizureFilters } from './seizure-filters.js';
import { filterOf, type SeizureQuery } from './seizure-query.js';
import styles from './seizures-page.module.css';
import { useFigures } from './use-figures.js';

const route = getRouteApi('/desk/seizures');

/** What was seized: where it travelled, when, and of what, through what, by whom. */
export function SeizuresPage() {
  const { t } = useTranslation('seizures');
  const query = route.useSearch();
  const { data, error, refetch } = useFigures(filterOf(query), ROUTE_KEYS);
  const print = (
    <Button onPress={() => window.print()} icon={<Printer size={16} aria-hidden />}>
      {t('print')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={print}>
      <SeizureFilters query={query} total={data?.total} />
      <FilterMarks
        filter={filterOf(query)}
        chosenAbove={['space', 'substance', 'channel', 'founder', 'dayFrom', 'dayTo']}
        searchWithout={(filter) => ({ to: '/seizures', search: { ...filter, ...measureOf(query) } })}
      />
      {error !== null && <ErrorBox error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Working sentence={t('asking')} />}
      {data !== undefined && data.total.records === 0 && <NoneFound query={query} />}
      {data !== undefined && data.total.records > 0 && (
        <>
          <FigureTotal total={data.total} />
          <RoutesPart figures={data} />
          <OverTime query={query} measure={query.measure ?? 'records'} />
          <div className={classes(styles.breakdowns)}>
            <Breakdown by="substance" query={query} />
            <Breakdown by="channel" query={query} />
            <Breakdown by="founder" query={query} />
          </div>
          <Source differs={data.total.gramsLow !== data.total.gramsHigh} />
        </>
      )}
    </Page>
  );
}

const measureOf = ({ measure }: SeizureQuery) => (measure === undefined ? {} : { measure });

function OverTime({ query, measure }: { readonly query: SeizureQuery; readonly measure: Measure }) {
  const filter = filterOf(query);
  const { data: months } = useFigures(filter, ['month']);
  const grain = months === undefined ? 'month' : grainOf(months.groups);
  const { data: years } = useFigures(filter, ['year'], grain === 'year');
  const figures = grain === 'year' ? years : months;
  if (figures === undefined) return <Waiting />;
  return <TimePart by={grain} figures={figures} measure={measure} />;
}

function Breakdown({ by, query }: { readonly by: 'substance' | 'channel' | 'founder'; readonly query: SeizureQuery }) {
  const { data } = useFigures(filterOf(query), [by]);
  return data === undefined ? (
    <Waiting />
  ) : (
    <BreakdownPart by={by} figures={data} measure={query.measure ?? 'records'} />
  );
}

function Waiting() {
  const { t } = useTranslation('seizures');
  return <Working sentence={t('asking')} />;
}

/** By which rule one value stands for each record, and when this was read: it belongs on paper too. */
function Source({ differs }: { readonly differs: boolean }) {
  const { t } = useTranslation('seizures');
  const format = useFormat();
  return (
    <p className={classes(styles.source)}>
      {t('source')} {differs && t('legend')} {t('readAt', { when: format.time(new Date().toISOString()) })}
    </p>
  );
}

/** Nothing because nothing is there, or because the filters leave nothing. */
function NoneFound({ query }: { readonly query: SeizureQuery }) {
  const { t } = useTranslation('seizures');
  if (Object.keys(filterOf(query)).length === 0) {
    return <EmptyState sentence={t('noneYet')} action={<Link to="/spaces">{t('toSpaces')}</Link>} />;
  }
  return (
    <EmptyState
      sentence={t('noneFound')}
      action={
        <Link to="/seizures" search={{}}>
          {t('showAll')}
        </Link>
      }
    />
  );
}
