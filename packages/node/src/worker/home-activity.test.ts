import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ManualClock } from '../testing/manual-clock.js';
import { HomeActivity } from './home-activity.js';

let activity: HomeActivity;
let told: number;

beforeEach(() => {
  vi.useFakeTimers();
  told = 0;
  activity = new HomeActivity(new ManualClock(), () => {
    told += 1;
  });
});
afterEach(() => void vi.useRealTimers());

const page = (entries: number) => () => Promise.resolve({ entries });

test('NOD-14: shows what has begun, how far it is, and no more once it has ended', () => {
  const ongoing = activity.begin('import', 'ports.csv');
  ongoing.progress({ rows: 500 });
  expect(activity.list()).toMatchObject([{ what: 'import', about: 'ports.csv', progress: { rows: 500 } }]);
  ongoing.end();
  expect([activity.list(), told]).toEqual([[], 3]);
  ongoing.end();
  expect(told).toBe(3);
});

test('NOD-14: page after page of one peer is one activity, which ends a while after the last', async () => {
  await activity.receive('TH', page(3));
  vi.advanceTimersByTime(1_500);
  await activity.receive('TH', page(4));
  expect(activity.list()).toMatchObject([{ what: 'receive', about: 'TH', progress: { pages: 2, entries: 7 } }]);
  vi.advanceTimersByTime(1_999);
  expect(activity.list()).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(activity.list()).toEqual([]);
});

test('NOD-14: pages that a session of the own fetches are shown by that session', async () => {
  const session = activity.begin('sync', 'TH');
  await activity.receive('TH', page(3));
  expect(activity.list()).toMatchObject([{ what: 'sync', about: 'TH' }]);
  session.end();
  expect(activity.list()).toEqual([]);
});
