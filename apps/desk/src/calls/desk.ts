import type { DeskRouter } from '@liaison/node';
import {
  createTRPCClient,
  httpBatchStreamLink,
  httpLink,
  httpSubscriptionLink,
  type Operation,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { keyedChanges } from './keyed-changes.js';
import { queryClient } from './query-client.js';

const URL_OF_CALLS = '/trpc';

/** Signing in and out sets a cookie, which only an answer that has not begun can do. */
const setsCookie = ({ type, path }: Operation): boolean => type === 'mutation' && path.startsWith('session.');

/** Calls to the node that served this page. A call that takes long streams its progress, so calls travel one by one. */
export const deskClient: TRPCClient<DeskRouter> = createTRPCClient<DeskRouter>({
  links: [
    keyedChanges,
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url: URL_OF_CALLS }),
      false: splitLink({
        condition: setsCookie,
        true: httpLink({ url: URL_OF_CALLS }),
        false: httpBatchStreamLink({ url: URL_OF_CALLS, maxItems: 1 }),
      }),
    }),
  ],
});

/** The same calls as options of TanStack Query: `useQuery(desk.space.list.queryOptions())`. */
export const desk: TRPCOptionsProxy<DeskRouter> = createTRPCOptionsProxy<DeskRouter>({
  client: deskClient,
  queryClient,
});
