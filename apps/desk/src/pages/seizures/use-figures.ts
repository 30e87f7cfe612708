import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { desk } from '../../calls/desk.js';
import type { RecordFilter } from '../../calls/record-filter.js';
import type { FigureKey } from '../../calls/seizure-answers.js';

/** Sums over the seizures that a filter leaves; while a narrower one is asked for, the former figures stay on the page. */
export const useFigures = (filter: RecordFilter, by: readonly FigureKey[], enabled = true) =>
  useQuery({
    ...desk.seizure.figures.queryOptions({ filter, by: [...by] }),
    placeholderData: keepPreviousData,
    enabled,
  });
