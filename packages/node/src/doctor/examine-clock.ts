import { type Clock, claimedTime } from '../replica/clock.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { type Finding, finding } from './findings.js';

const DAY_MS = 86_400_000;
/** Before this nobody can have run the program. */
const EARLIEST_MS = Date.UTC(2026, 0, 1);

/** A clock that cannot be right: nothing is refused for it, but what is written carries its time. */
export const examineClock = (clock: Clock): Finding[] =>
  clock.unixMs() < EARLIEST_MS ? [finding('clock-implausible', claimedTime(clock))] : [];

/** Something that claims to come from the future tells of this clock or of its author's. */
export function examineClaimedTimes({ store, authority, clock, member }: ReplicaContext): Finding[] {
  const newest = store.health.newestEntry();
  const documents = authority.held(member).map(({ claims }) => claims.at);
  const latest = [...documents, ...(newest === undefined ? [] : [newest.at])].sort(byTime).at(-1);
  if (latest === undefined || Date.parse(latest) <= clock.unixMs() + DAY_MS) return [];
  return [finding('clock-behind', latest, newest?.at === latest ? newest.writer : member)];
}

const byTime = (a: string, b: string): number => Date.parse(a) - Date.parse(b);
