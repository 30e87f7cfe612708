import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { deskRoute } from '../../shell/desk-route.js';
import { readRecordQuery } from './record-query.js';

/** The list; what is read of it is a child, so that both share one address. */
const listRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/records',
  validateSearch: readRecordQuery,
  component: lazyRouteComponent(() => import('./records-page.js'), 'RecordsPage'),
});

const readingRoute = createRoute({
  getParentRoute: () => listRoute,
  path: '$record',
  component: lazyRouteComponent(() => import('../record/record-reading.js'), 'RecordReading'),
});

export const recordsRoute = listRoute.addChildren([readingRoute]);
