import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { deskRoute } from '../../shell/desk-route.js';

export const peersRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/peers',
  component: lazyRouteComponent(() => import('./peers-page.js'), 'PeersPage'),
});
