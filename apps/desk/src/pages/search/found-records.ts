import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { desk, deskClient } from '../../calls/desk.js';
import type { FoundRecord } from '../../calls/record-answers.js';
import { findInputOf, type SearchQuery } from './search-query.js';

/** The answer to what stands in the box. */
export interface Found {
  readonly items: readonly FoundRecord[];
  /** What is shown is the answer to the words as they stand, not to those before. */
  readonly isAnswered: boolean;
  /** There are no more than these. */
  readonly isWhole: boolean;
  /** Every text was looked at. */
  readonly complete: boolean;
  readonly error: unknown;
  readonly more: () => void;
  readonly again: () => void;
}

/**
 * What is found, page after page. While the next answer is under way the last one stays; a call whose words are typed over is
 * cancelled.
 */
export function useFound(query: SearchQuery): Found {
  const input = findInputOf(query);
  const asked = useInfiniteQuery({
    queryKey: desk.record.find.queryKey(input),
    queryFn: ({ pageParam, signal }) =>
      deskClient.record.find.query(pageParam === null ? input : { ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: input.query !== '',
    placeholderData: keepPreviousData,
  });
  const pages = input.query === '' ? [] : (asked.data?.pages ?? []);
  return {
    items: pages.flatMap(({ items }) => items),
    isAnswered: pages.length > 0 && !asked.isPlaceholderData,
    isWhole: !asked.hasNextPage,
    complete: pages.every(({ complete }) => complete),
    error: asked.error,
    more: () => {
      if (asked.hasNextPage && !asked.isFetchingNextPage) void asked.fetchNextPage();
    },
    again: () => void asked.refetch(),
  };
}
