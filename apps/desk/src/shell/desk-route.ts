import { createRoute, redirect } from '@tanstack/react-router';
import { failureOf } from '../calls/call-failure.js';
import { fetchKinds } from '../calls/record-kinds.js';
import { openSession } from '../calls/session.js';
import { sessionStateAfter } from '../calls/session-state.js';
import { rootRoute } from './root-route.js';
import { Shell } from './shell.js';

/** Everything that needs a signed-in officer is a child of this route. */
export const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'desk',
  component: Shell,
  loader: fetchKinds,
  beforeLoad: async ({ location }) => {
    try {
      await openSession();
    } catch (error) {
      if (sessionStateAfter(failureOf(error).code) === undefined) throw error;
      throw redirect({ to: '/sign-in', search: { to: location.href } });
    }
  },
});
