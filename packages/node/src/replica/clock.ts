/** The local clock, injected: it labels what is written and never decides whether something is valid. */
export interface Clock {
  /** Milliseconds since 1970, for record ids and for what people read. */
  unixMs(): number;
  /** Minutes east of UTC at that moment, for the offset in a claimed time. */
  offsetMinutes(unixMs: number): number;
}

/** A claimed time as it is signed (ENT-7): local wall time with its offset. */
export function claimedTime(clock: Clock): string {
  const unixMs = clock.unixMs();
  const offset = clock.offsetMinutes(unixMs);
  const local = new Date(unixMs + offset * 60_000).toISOString().slice(0, 23);
  const sign = offset < 0 ? '-' : '+';
  const part = (minutes: number) => String(minutes).padStart(2, '0');
  const absolute = Math.abs(offset);
  return `${local}${sign}${part(Math.floor(absolute / 60))}:${part(absolute % 60)}`;
}
