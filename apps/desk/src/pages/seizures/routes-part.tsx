import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeizureFigures } from '../../calls/seizure-answers.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { Working } from '../../components/working.js';
import { useFormat } from '../../format/use-format.js';
import styles from './charts.module.css';
import { FigureFrame } from './figure-frame.js';
import { RecordsLink } from './figure-table.js';
import { placeNames } from './place-names.js';
import { drawMap } from './route-map.js';
import { type Leg, legsOf, ROUTE_KEYS, type Route, routesOf } from './routes.js';
import routesStyles from './routes-part.module.css';
import { useWidth } from './use-width.js';
import { fetchWorld } from './world-shapes.js';

/** Beside the map; every route is in the table. */
const LISTED_MAX = 12;
const HEIGHT = 400;

/** The ways that goods took: on a map of the world, and beside it in words. */
export function RoutesPart({ figures }: { readonly figures: SeizureFigures }) {
  const { t } = useTranslation('seizures');
  const routes = useMemo(() => routesOf(figures.groups), [figures]);
  const known = routes.reduce((sum, { records }) => sum + records, 0);
  const without = figures.total.records - known;
  const note = [t('note.routes', { count: known }), ...(without > 0 ? [t('note.noRoute', { count: without })] : [])];
  return (
    <FigureFrame title={t('part.routes')} by={ROUTE_KEYS} groups={figures.groups} note={note.join(' ')}>
      <div className={classes(routesStyles.beside)}>
        <RouteMap routes={routes} />
        <RouteList routes={routes} />
      </div>
    </FigureFrame>
  );
}

function RouteMap({ routes }: { readonly routes: readonly Route[] }) {
  const { t } = useTranslation('seizures');
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const world = useQuery({ queryKey: ['world'], queryFn: fetchWorld, staleTime: Number.POSITIVE_INFINITY });
  const legs = useMemo(() => legsOf(routes), [routes]);
  return (
    <div ref={place} className={classes(routesStyles.map)}>
      {world.error !== null && <ErrorBox error={world.error} onRetry={() => void world.refetch()} />}
      {world.isPending && <Working sentence={t('asking')} />}
      {world.data !== undefined && width > 0 && <Drawing world={world.data} legs={legs} width={width} />}
    </div>
  );
}

interface DrawingProps {
  readonly world: Awaited<ReturnType<typeof fetchWorld>>;
  readonly legs: readonly Leg[];
  readonly width: number;
}

function Drawing({ world, legs, width }: DrawingProps) {
  const { t } = useTranslation('seizures');
  const format = useFormat();
  const height = Math.min(HEIGHT, Math.round(width * 0.8));
  const map = useMemo(() => drawMap(world, legs, { width, height }), [world, legs, width, height]);
  const words = ({ from, to, records }: Leg) =>
    t('leg', { from: format.member(from), to: format.member(to), count: records });
  return (
    <>
      <svg
        role="img"
        aria-label={t('mapLabel', { count: map.legs.length })}
        className={classes(styles.world)}
        width={width}
        height={height}
      >
        {map.countries.map(({ id, path }) => (
          <path key={id} d={path} className={classes(styles.country)} />
        ))}
        {map.legs.map((leg) => (
          <g key={`${leg.from} ${leg.to}`}>
            <title>{words(leg)}</title>
            <path d={leg.path} className={classes(styles.way)} strokeWidth={leg.thickness} />
            <path d={leg.tip} className={classes(styles.tip)} />
          </g>
        ))}
        {map.places.map(({ code, x, y }) => (
          <circle key={code} cx={x} cy={y} r={3} className={classes(styles.place)} />
        ))}
        {placeNames(map.places, format.member, { width, height }).map(({ code, name, x, y, anchor }) => (
          <text key={code} x={x} y={y} textAnchor={anchor} className={classes(styles.placeName)}>
            {name}
          </text>
        ))}
      </svg>
      {map.unplaced.length > 0 && (
        <p className={classes(styles.note)}>{t('unplaced', { places: format.list(map.unplaced) })}</p>
      )}
    </>
  );
}

function RouteList({ routes }: { readonly routes: readonly Route[] }) {
  const { t } = useTranslation('seizures');
  const format = useFormat();
  if (routes.length === 0) return <p>{t('noRoutes')}</p>;
  return (
    <div>
      <ol aria-label={t('part.routes')} className={classes(routesStyles.list)}>
        {routes.slice(0, LISTED_MAX).map(({ id, stops, records, filter }) => (
          <li key={id}>
            <span>{stops.map(format.member).join(' → ')}</span>
            <RecordsLink filter={filter}>{t('records', { count: records, shown: format.number(records) })}</RecordsLink>
          </li>
        ))}
      </ol>
      {routes.length > LISTED_MAX && (
        <p className={classes(styles.note)}>{t('moreRoutes', { count: routes.length - LISTED_MAX })}</p>
      )}
    </div>
  );
}
