import type { Clock } from '../replica/clock.js';

/** The machine's own clock and time zone. */
export const systemClock: Clock = {
  unixMs: () => Date.now(),
  offsetMinutes: (unixMs) => 0 - Math.round(new Date(unixMs).getTimezoneOffset()),
};
