import type { Clock } from '../replica/clock.js';

/** A clock that only moves when it is told to. */
export class ManualClock implements Clock {
  constructor(public now = Date.UTC(2026, 10, 24, 5, 0, 0)) {}
  unixMs(): number {
    return this.now;
  }
  offsetMinutes(): number {
    return 540;
  }
}
