import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { desk } from '../../calls/desk.js';
import { queryClient } from '../../calls/query-client.js';
import { rootRoute } from '../../shell/root-route.js';

/** An address inside the desk, and nothing that leads elsewhere. */
const isInside = (to: unknown): to is string => typeof to === 'string' && /^\/(?![/\\])/.test(to);

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ to }: Record<string, unknown>): { to?: string } => (isInside(to) ? { to } : {}),
  loader: () => queryClient.fetchQuery(desk.session.officers.queryOptions()),
  component: lazyRouteComponent(() => import('./sign-in-page.js'), 'SignInPage'),
});
