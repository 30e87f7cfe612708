import type { EntryId, WriterId } from '@liaison/protocol';
import type { EntryRow, LogRow } from '@liaison/store';
import { knownHomes } from '../home/known-homes.js';
import type { ReplicaContext } from '../replica/replica-context.js';

/** Who said something, on which machine, when they say so and when it came here. */
export interface Attribution {
  readonly entry: EntryId;
  readonly writer: WriterId;
  readonly seq: number;
  readonly member: string;
  /** Known for officers of the own member's homes that this one enrolled or is; others are pseudonymous: null. */
  readonly officer: string | null;
  /** Service writer of the machine, and its label where this home knows it. */
  readonly machine: { readonly home: WriterId; readonly label: string | null };
  /** Claimed local time with its offset. */
  readonly at: string;
  /** By this home's clock, and from whom; null for what was written in this home. */
  readonly received: { readonly at: string; readonly peer: string; readonly member: string } | null;
}

/** Tells who is behind writers. One for an answer: it reads the names of the own member's homes once. */
export class Attributions {
  readonly #names = new Map<string, string>();
  readonly #labels = new Map<string, string>();

  constructor(private readonly context: ReplicaContext) {
    for (const { home, label, officers } of knownHomes(context.store)) {
      this.#labels.set(home, label);
      for (const { writer, name } of officers) this.#names.set(writer, name);
    }
  }

  /** Of the entry in this row; undefined for none. */
  ofEntry(row: number): Attribution | undefined {
    const { entries, logs } = this.context.store;
    const entry = entries.byRow(row);
    const log = entry && logs.byRow(entry.log);
    return entry === undefined || log === undefined ? undefined : this.of(entry, log);
  }

  of(entry: EntryRow, log: LogRow): Attribution {
    const writer = log.writer as WriterId;
    const { member, home } = this.#machineOf(writer);
    const label = this.#labels.get(home) ?? null;
    const officer = this.nameOf(writer);
    const said = { entry: entry.id, writer, seq: entry.seq, at: entry.at };
    return { ...said, member, officer, machine: { home, label }, received: this.#receivedOf(entry.row, home) };
  }

  /** Null for a pseudonym. */
  nameOf(writer: string): string | null {
    return this.#names.get(writer) ?? null;
  }

  memberOf(writer: string): string {
    return this.context.authority.certificate(writer as WriterId)?.claims.member ?? '?';
  }

  #machineOf(writer: WriterId): { member: string; home: WriterId } {
    const claims = this.context.authority.certificate(writer)?.claims;
    return { member: claims?.member ?? '?', home: claims?.home ?? writer };
  }

  #receivedOf(entry: number, home: string): Attribution['received'] {
    if (home === this.context.home) return null;
    const arrival = this.context.store.arrivals.of(entry);
    return arrival === undefined ? null : { ...arrival, member: this.memberOf(arrival.peer) };
  }
}
