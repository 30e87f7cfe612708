import type { EntryId, JsonValue, RecordId, SpaceId } from '@liaison/protocol';

/** One field of one section. */
export interface Register {
  readonly space: SpaceId;
  readonly record: RecordId;
  readonly section: string;
  readonly field: string;
}

interface Write {
  readonly entry: EntryId;
  readonly value: JsonValue | null;
  readonly supersedes: ReadonlySet<EntryId>;
}

const keyOf = ({ space, record, section, field }: Register): string => [space, record, section, field].join(' ');

/**
 * What multi-value registers must say, told without Yjs: a write supersedes the writes that its home held and nobody
 * had superseded there; what nothing held supersedes is current.
 */
export class ScalarModel {
  readonly #writes = new Map<string, { register: Register; writes: Write[] }>();

  /** Notes a write that has been committed at a home; `holds` says what that home held before. */
  wrote(register: Register, entry: EntryId, value: JsonValue | null, holds: (entry: EntryId) => boolean): void {
    const key = keyOf(register);
    const known = this.#writes.get(key) ?? { register, writes: [] };
    this.#writes.set(key, known);
    const seen = this.#current(known.writes, holds);
    known.writes.push({ entry, value, supersedes: new Set(seen.map((write) => write.entry)) });
  }

  /** Every register with the values it must show to whoever holds these entries, sorted and distinct. */
  *expected(holds: (entry: EntryId) => boolean): Generator<{ register: Register; values: string[] }> {
    for (const { register, writes } of this.#writes.values()) {
      const values = this.#current(writes, holds).flatMap(({ value }) =>
        value === null ? [] : [JSON.stringify(value)],
      );
      yield { register, values: [...new Set(values)].sort() };
    }
  }

  #current(writes: readonly Write[], holds: (entry: EntryId) => boolean): Write[] {
    const held = writes.filter((write) => holds(write.entry));
    const superseded = new Set(held.flatMap((write) => [...write.supersedes]));
    return held.filter((write) => !superseded.has(write.entry));
  }
}
