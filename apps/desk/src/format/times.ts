import type { Language } from '../languages/languages.js';
import { tagOf } from './language-tags.js';

const CLAIMED = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})$/;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

interface Claimed {
  /** The digits of the writer's clock, as if it stood at Greenwich: what is shown. */
  readonly shown: Date;
  readonly zone: string;
}

/** Reads a claimed time with its own offset; undefined for anything else. */
function claimed(time: string): Claimed | undefined {
  const [, day, clock, offset] = CLAIMED.exec(time) ?? [];
  const shown = new Date(`${day}T${clock}Z`);
  if (offset === undefined || Number.isNaN(shown.getTime())) return undefined;
  return { shown, zone: zoneName(offset) };
}

/** "UTC+7", "UTC+5:30", "UTC". */
function zoneName(offset: string): string {
  if (offset === 'Z' || /^[+-]00:00$/.test(offset)) return 'UTC';
  const [, sign = '+', hours = '0', minutes = '00'] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  return `UTC${sign === '-' ? '−' : '+'}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
}

/**
 * Day and time as the writer's own clock had them, with their zone: "24 Nov 2026, 14:05 UTC+7". What is no claimed time is shown
 * as it stands, for it is evidence too.
 */
export function formatTime(time: string, language: Language): string {
  const read = claimed(time);
  if (read === undefined) return time;
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC', hourCycle: 'h23' } as const;
  return `${new Intl.DateTimeFormat(tagOf(language), style).format(read.shown)} ${read.zone}`;
}

/** The day alone, of a time or of a date without one: "24 Nov 2026", "24 พ.ย. 2569". */
export function formatDay(time: string, language: Language): string {
  const shown = claimed(time)?.shown ?? new Date(/^\d{4}-\d{2}-\d{2}$/.test(time) ? `${time}T00:00Z` : Number.NaN);
  if (Number.isNaN(shown.getTime())) return time;
  return new Intl.DateTimeFormat(tagOf(language), { dateStyle: 'medium', timeZone: 'UTC' }).format(shown);
}

/** "12 minutes ago" for less than a day, before or after; otherwise day and time. `nowMs` is the reader's clock. */
export function formatAgo(time: string, nowMs: number, language: Language): string {
  const apart = Date.parse(time) - nowMs;
  if (Number.isNaN(apart) || Math.abs(apart) >= DAY_MS) return formatTime(time, language);
  const minutes = Math.round(apart / MINUTE_MS);
  const inWords = new Intl.RelativeTimeFormat(tagOf(language), { numeric: 'auto' });
  return Math.abs(minutes) < 60 ? inWords.format(minutes, 'minute') : inWords.format(Math.round(minutes / 60), 'hour');
}

const PERIOD = /^\d{4}(-(0[1-9]|1[0-2]))?$/;

/** A month or a year: "Nov 2026", "2026", "พ.ย. 2569"; what is neither is shown as it stands. */
export function formatPeriod(period: string, language: Language): string {
  if (!PERIOD.test(period)) return formatDay(period, language);
  const style = period.length === 4 ? ({ year: 'numeric' } as const) : ({ year: 'numeric', month: 'short' } as const);
  const start = new Date(`${period}${period.length === 4 ? '-01' : ''}-01T00:00Z`);
  return new Intl.DateTimeFormat(tagOf(language), { ...style, timeZone: 'UTC' }).format(start);
}

const WEEK_DAYS = 6;

/** "Tue 14:05" of the days just past, on the clock of this machine; before that the day alone. `nowMs` is the reader's clock. */
export function formatSince(time: string, nowMs: number, language: Language): string {
  const read = claimed(time);
  if (read === undefined || Math.abs(Date.parse(time) - nowMs) >= WEEK_DAYS * DAY_MS) return formatDay(time, language);
  const style = { hour: '2-digit', minute: '2-digit', timeZone: 'UTC', hourCycle: 'h23' } as const;
  const clock = new Intl.DateTimeFormat(tagOf(language), style).format(read.shown);
  const day = new Intl.DateTimeFormat(tagOf(language), { weekday: 'short', timeZone: 'UTC' }).format(read.shown);
  return `${day} ${clock}`;
}
