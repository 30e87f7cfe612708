import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { deskRoute } from '../../shell/desk-route.js';

export const spacesRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/spaces',
  component: lazyRouteComponent(() => import('./spaces-page.js'), 'SpacesPage'),
});

/** A new record, in the space and of the kind that the address names. */
export const newRecordRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/spaces/$space/new',
  validateSearch: ({ kind }: Record<string, unknown>): { kind?: string } =>
    typeof kind === 'string' && kind.length <= 64 ? { kind } : {},
  component: lazyRouteComponent(() => import('./new-record-page.js'), 'NewRecordPage'),
});

/** Everything in a space as it goes on paper. */
export const printRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/spaces/$space/print',
  component: lazyRouteComponent(() => import('./print-page.js'), 'PrintPage'),
});
