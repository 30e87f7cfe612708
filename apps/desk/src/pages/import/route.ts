import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { deskRoute } from '../../shell/desk-route.js';
import { readImportQuery } from './import-query.js';

export const importRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/import',
  validateSearch: readImportQuery,
  component: lazyRouteComponent(() => import('./import-page.js'), 'ImportPage'),
});
