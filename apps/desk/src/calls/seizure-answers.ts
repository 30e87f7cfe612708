import type { DeskRouter } from '@liaison/node';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

/** What the node says of seizures, by the names the pages use. */
export type SeizureFigures = inferRouterOutputs<DeskRouter>['seizure']['figures'];
export type SeizureFigure = SeizureFigures['total'];
export type FigureKey = NonNullable<inferRouterInputs<DeskRouter>['seizure']['figures']['by']>[number];
