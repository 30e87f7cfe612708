import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { deskRoute } from '../../shell/desk-route.js';
import { readSeizureQuery } from './seizure-query.js';

/** Charts, map and their libraries are fetched with the page and not before. */
export const seizuresRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/seizures',
  validateSearch: readSeizureQuery,
  component: lazyRouteComponent(() => import('./seizures-page.js'), 'SeizuresPage'),
});
