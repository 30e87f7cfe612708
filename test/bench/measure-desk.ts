import {
  listRecords,
  listSpacePages,
  type OpenHome,
  overviewToday,
  proveValue,
  type RecordFilter,
  recordTable,
  searchDesk,
  seizureFigures,
} from '@liaison/node';
import type { WriterId } from '@liaison/protocol';
import { quantile } from './statistics.js';

const ROUNDS = 10;

export interface DeskTiming {
  readonly what: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Processor time, which the load of the machine leaves nearly as it is; median. */
  readonly cpuMs: number;
}

const PAGE = { sort: 'change' as const, descending: true, limit: 100 };

/** What the pages of the desk ask, each several times in turns: one page of a list is 100 records. */
export function measureDesk(home: OpenHome): DeskTiming[] {
  const { context } = home.replica;
  const officer = home.officers[0]?.writer as WriterId;
  const list = (filter: RecordFilter, change: Partial<Parameters<typeof listRecords>[2]> = {}) =>
    listRecords(context, officer, { ...PAGE, filter, ...change });
  const first = list({}).items[0];
  const record = first?.record ?? '';
  const asked: [string, () => unknown][] = [
    ['records, last changed', () => list({})],
    ['records, unread', () => list({ unread: true })],
    ['records of a rare substance', () => list({ substance: 'khat' })],
    ['records by day', () => list({}, { sort: 'day' })],
    ['records of a kind and month', () => list({ kind: 'seizure', dayFrom: '2025-03', dayTo: '2025-03' })],
    ['records that differ', () => list({ unsettled: true })],
    ['a record, who says what', () => recordTable(context, officer, record)],
    [
      'a value proven',
      () => proveValue(context, { record, section: first?.members[0] ?? '', field: 'place', index: 0 }),
    ],
    ['seizures by substance', () => seizureFigures(context, officer, { filter: {}, by: ['substance'] })],
    [
      'seizures by month and substance',
      () => seizureFigures(context, officer, { filter: {}, by: ['month', 'substance'] }),
    ],
    ['seizures by route', () => seizureFigures(context, officer, { filter: {}, by: ['origin', 'via', 'destination'] })],
    [
      'search, filtered',
      () => searchDesk(context, officer, { query: '헤로인', filter: { channel: 'mail' }, limit: 30 }),
    ],
    ['spaces', () => listSpacePages(context)],
    ['today', () => overviewToday(context, officer)],
  ];
  const samples = asked.map(() => [] as number[]);
  const processor = asked.map(() => [] as number[]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, [, ask]] of asked.entries()) {
      const [started, before] = [performance.now(), process.cpuUsage()];
      home.replica.reading(ask);
      const { user, system } = process.cpuUsage(before);
      processor[index]?.push((user + system) / 1_000);
      samples[index]?.push(performance.now() - started);
    }
  }
  return asked.map(([what], index) => ({
    what,
    p50Ms: quantile(samples[index] ?? [], 0.5),
    p95Ms: quantile(samples[index] ?? [], 0.95),
    cpuMs: quantile(processor[index] ?? [], 0.5),
  }));
}
