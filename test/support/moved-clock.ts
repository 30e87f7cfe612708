import type { Clock } from '@liaison/node';

/** A clock that stands until it is moved, so that a month passes in a second. */
export class MovedClock implements Clock {
  private now: number;

  constructor(
    start: string,
    private readonly eastMinutes: number,
  ) {
    this.now = Date.parse(start);
  }

  pass(minutes: number): void {
    this.now += minutes * 60_000;
  }

  unixMs(): number {
    return this.now;
  }

  offsetMinutes(): number {
    return this.eastMinutes;
  }
}
