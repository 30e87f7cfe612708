import { compareText, type EntryId, type SpaceId, type Tip } from '@liaison/protocol';
import { logKey } from '../known-entries.js';
import type { LogName } from '../sync-replica.js';
import { type HeldEntry, tipOf } from './fake-log.js';

/** All logs of a test replica, with forks kept as branches. */
export class FakeLogs {
  readonly byId = new Map<EntryId, HeldEntry>();
  private readonly logs = new Map<string, { name: LogName; entries: HeldEntry[] }>();
  private readonly namesBySpace = new Map<SpaceId, LogName[]>();

  add(entry: HeldEntry): void {
    const { space, lane, writer } = entry.claims;
    const name = { space, lane, writer };
    const log = this.logs.get(logKey(name)) ?? this.open(name);
    log.entries.push(entry);
    log.entries.sort((a, b) => a.claims.seq - b.claims.seq || compareText(a.id, b.id));
    this.byId.set(entry.id, entry);
  }

  private open(name: LogName) {
    const log = { name, entries: [] as HeldEntry[] };
    this.logs.set(logKey(name), log);
    this.namesBySpace.set(name.space, [...this.names(name.space), name]);
    return log;
  }

  spaces(): SpaceId[] {
    return [...this.namesBySpace.keys()];
  }

  names(space: SpaceId): readonly LogName[] {
    return this.namesBySpace.get(space) ?? [];
  }

  entriesOf(name: LogName): readonly HeldEntry[] {
    return this.logs.get(logKey(name))?.entries ?? [];
  }

  latest(name: LogName): HeldEntry | undefined {
    return this.entriesOf(name).at(-1);
  }

  /** The last entry; of a forked log the two lowest ids at its lowest forked number. */
  tipsOf(name: LogName): Tip[] {
    const entries = this.entriesOf(name);
    const fork = entries.findIndex((entry, i) => entry.claims.seq === entries[i + 1]?.claims.seq);
    const tips = fork < 0 ? entries.slice(-1) : entries.slice(fork, fork + 2);
    return tips.map(tipOf);
  }

  /** These entries and all before them in their logs. */
  closure(ids: readonly EntryId[]): Set<EntryId> {
    const closed = new Set<EntryId>();
    for (const id of ids) {
      for (let entry = this.byId.get(id); entry !== undefined && !closed.has(entry.id); ) {
        closed.add(entry.id);
        entry = entry.claims.prev === null ? undefined : this.byId.get(entry.claims.prev);
      }
    }
    return closed;
  }
}
