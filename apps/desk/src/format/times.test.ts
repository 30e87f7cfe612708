import { describe, expect, it } from 'vitest';
import { formatAgo, formatDay, formatPeriod, formatSince, formatTime } from './times.js';

const TIME = '2026-11-24T14:05:30+07:00';

describe('a claimed time', () => {
  it('is shown as the clock of its writer had it, with its zone, wherever it is read', () => {
    expect(formatTime(TIME, 'en')).toBe('24 Nov 2026, 14:05 UTC+7');
    expect(formatTime('2026-01-02T03:04:05Z', 'en')).toBe('2 Jan 2026, 03:04 UTC');
    expect(formatTime('2026-01-02T03:04:05-03:30', 'en')).toBe('2 Jan 2026, 03:04 UTC−3:30');
  });

  it('has the years of the Buddhist era in Thai', () => {
    expect(formatTime(TIME, 'th')).toContain('2569');
    expect(formatDay(TIME, 'th')).toContain('2569');
    expect(formatDay(TIME, 'ko')).toContain('2026');
  });

  it.each(['yesterday', '', '2026-13-40T99:99:99Z', '2026-11-24T14:05'])('%j is shown as it stands', (text) => {
    expect(formatTime(text, 'en')).toBe(text);
  });

  it('is relative only under a day', () => {
    const at = Date.parse(TIME);
    expect(formatAgo(TIME, at + 12 * 60_000, 'en')).toBe('12 minutes ago');
    expect(formatAgo(TIME, at + 5 * 3_600_000, 'en')).toBe('5 hours ago');
    expect(formatAgo(TIME, at - 60_000, 'en')).toBe('in 1 minute');
    expect(formatAgo(TIME, at + 86_400_000, 'en')).toBe('24 Nov 2026, 14:05 UTC+7');
  });
});

it('a day without a time keeps its day', () => {
  expect(formatDay('2026-02-01', 'en')).toBe('1 Feb 2026');
  expect(formatDay('spring 2026', 'en')).toBe('spring 2026');
});

it('a month and a year are named as people say them', () => {
  expect(formatPeriod('2026-11', 'en')).toBe('Nov 2026');
  expect(formatPeriod('2026', 'ko')).toBe('2026년');
  expect(formatPeriod('2026-11', 'th')).toContain('2569');
  expect(formatPeriod('2026-11-24', 'en')).toBe('24 Nov 2026');
  expect(formatPeriod('2026-13', 'en')).toBe('2026-13');
});

it('a time just past is said by its weekday, an older one by its day', () => {
  const now = Date.parse('2026-11-26T09:00:00.000+07:00');
  expect(formatSince('2026-11-24T14:05:00.000+07:00', now, 'en')).toBe('Tue 14:05');
  expect(formatSince('2026-11-24T14:05:00.000+07:00', now, 'ko')).toBe('화 14:05');
  expect(formatSince('2026-11-01T14:05:00.000+07:00', now, 'th')).toBe('1 พ.ย. 2569');
});
