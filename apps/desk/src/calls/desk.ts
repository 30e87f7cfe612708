import type { DeskRouter } from '@liaison/node';
import { createTRPCClient, httpBatchStreamLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { keyedChanges } from './keyed-changes.js';
import { queryClient } from './query-client.js';

const URL_OF_CALLS = '/trpc';

/** Calls to the node that served this page. A call that takes long streams its progress, so calls travel one by one. */
export const deskClient: TRPCClient<DeskRouter> = createTRPCClient<DeskRouter>({
  links: [
    keyedChanges,
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url: URL_OF_CALLS }),
      false: httpBatchStreamLink({ url: URL_OF_CALLS, maxItems: 1 }),
    }),
  ],
});

/** The same calls as options of TanStack Query: `useQuery(desk.space.list.queryOptions())`. */
export const desk: TRPCOptionsProxy<DeskRouter> = createTRPCOptionsProxy<DeskRouter>({
  client: deskClient,
  queryClient,
});
