import { createRouter } from '@tanstack/react-router';
import { importRoute } from './pages/import/route.js';
import { peersRoute } from './pages/peers/route.js';
import { recordsRoute } from './pages/records/route.js';
import { searchRoute } from './pages/search/route.js';
import { seizuresRoute } from './pages/seizures/route.js';
import { signInRoute } from './pages/sign-in/route.js';
import { newRecordRoute, printRoute, spacesRoute } from './pages/spaces/route.js';
import { todayRoute } from './pages/today/route.js';
import { deskRoute } from './shell/desk-route.js';
import { rootRoute } from './shell/root-route.js';

/** Every address of the desk. A page adds its own route here, and its line in `shell/rail-entries.ts`. */
const pages = [
  todayRoute,
  searchRoute,
  recordsRoute,
  spacesRoute,
  newRecordRoute,
  printRoute,
  importRoute,
  seizuresRoute,
  peersRoute,
] as const;

export const router = createRouter({
  routeTree: rootRoute.addChildren([signInRoute, deskRoute.addChildren(pages)]),
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
