import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { deskRoute } from '../../shell/desk-route.js';
import { readSearchQuery } from './search-query.js';

/** What was found; what is read of it is a child, so that both share one address. */
const foundRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/search',
  validateSearch: readSearchQuery,
  component: lazyRouteComponent(() => import('./search-page.js'), 'SearchPage'),
});

const readingRoute = createRoute({
  getParentRoute: () => foundRoute,
  path: '$record',
  component: lazyRouteComponent(() => import('../record/record-reading.js'), 'RecordReading'),
});

export const searchRoute = foundRoute.addChildren([readingRoute]);
