import type { EntryId, WriterId } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlacedEntry, unionOfPasts } from './causal-vector.js';
import { comparedTo, type ForkProof, type LogStanding, type RowOrigin, tipsOf } from './frontier.js';

/** An entry of a history in which writers may fork; ids are compared as text. */
interface ModelEntry {
  readonly id: string;
  readonly writer: string;
  readonly seq: number;
  readonly prev: ModelEntry | undefined;
  readonly heads: readonly ModelEntry[];
}

interface Draft {
  readonly writer: number;
  /** 0: after the writer's last entry; else after an earlier one of it, or none: a fork. */
  readonly back: number;
  readonly heads: readonly number[];
  readonly id: number;
}

function historyOf(drafts: readonly Draft[]): ModelEntry[] {
  const entries: ModelEntry[] = [];
  for (const [i, draft] of drafts.entries()) {
    const writer = `w${draft.writer}`;
    const own = entries.filter((entry) => entry.writer === writer);
    const prev = draft.back > own.length ? undefined : own[own.length - 1 - draft.back];
    const others = entries.filter((entry) => entry.writer !== writer);
    const heads = draft.heads.flatMap((n) => others[n % Math.max(others.length, 1)] ?? []);
    entries.push({ id: `${draft.id}-${i}`, writer, seq: (prev?.seq ?? 0) + 1, prev, heads });
  }
  return entries;
}

type Row = RowOrigin & { tip: number; ids: Map<number, string> };

/** One node: it takes entries in its own order and numbers rows as they come, as `place-entry` in the node does. */
class ModelNode {
  readonly rows: Row[] = [];
  readonly placed = new Map<ModelEntry, PlacedEntry>();

  constructor(entries: readonly ModelEntry[], chance: Iterator<number>, firstRow: number) {
    const waiting = [...entries];
    while (waiting.length > 0) {
      const ready = waiting.filter(({ prev, heads }) =>
        [prev, ...heads].every((e) => e === undefined || this.placed.has(e)),
      );
      const next = ready[(chance.next().value as number) % ready.length] as ModelEntry;
      waiting.splice(waiting.indexOf(next), 1);
      this.#take(next, firstRow);
    }
  }

  #take(entry: ModelEntry, firstRow: number): void {
    const own = this.rows.filter((row) => row.writer === entry.writer);
    const previous = entry.prev && (this.placed.get(entry.prev) as PlacedEntry);
    let row = own.find((one) => one.row === previous?.row && one.tip === previous.seq);
    const named = [entry.prev, ...entry.heads].flatMap((e) =>
      e === undefined ? [] : (this.placed.get(e) as PlacedEntry),
    );
    const past = unionOfPasts(named);
    if (row === undefined) {
      const base = own.length === 0 ? null : (previous?.row ?? (own[0] as Row).row);
      row = {
        row: firstRow + this.rows.length * 3,
        lane: 'record',
        writer: entry.writer as WriterId,
        base,
        baseSeq: base === null ? 0 : entry.seq - 1,
        tip: entry.seq,
        ids: new Map(),
      };
      this.rows.push(row);
    } else past.delete(row.row);
    row.tip = entry.seq;
    row.ids.set(entry.seq, entry.id);
    this.placed.set(entry, { row: row.row, seq: entry.seq, past });
  }

  #pastAt(row: number, seq: number): PlacedEntry['past'] {
    return [...this.placed.values()].find((one) => one.row === row && one.seq === seq)?.past ?? new Map();
  }

  /** Lowest forked sequence number of each writer. */
  #forkedAt(): Map<string, number> {
    const forked = new Map<string, number>();
    for (const { writer, base, baseSeq } of this.rows) {
      if (base !== null) forked.set(writer, Math.min(forked.get(writer) ?? Number.POSITIVE_INFINITY, baseSeq + 1));
    }
    return forked;
  }

  tips() {
    const forked = this.#forkedAt();
    const standings: LogStanding[] = this.rows.map(({ row, lane, writer, tip, ids }) => {
      const seq = Math.min(tip, (forked.get(writer) ?? Number.POSITIVE_INFINITY) - 1);
      return { row, lane, writer, counting: ids.has(seq) ? { seq, past: this.#pastAt(row, seq) } : undefined };
    });
    const proofs: ForkProof[] = [...forked].map(([writer, seq]) => {
      const at = this.rows.filter((row) => row.writer === writer && row.ids.has(seq));
      at.sort((a, b) => ((a.ids.get(seq) as string) < (b.ids.get(seq) as string) ? -1 : 1));
      const entries = at.slice(0, 2).map(({ row }) => ({ row, past: this.#pastAt(row, seq) }));
      return { lane: 'record', writer: writer as WriterId, seq, entries };
    });
    const tips = tipsOf(this.rows, comparedTo(standings, proofs), (row, seq) => {
      const id = this.rows.find((one) => one.row === row)?.ids.get(seq);
      if (id === undefined) throw new Error(`row ${row} has no entry ${seq}`);
      return id as EntryId;
    });
    return tips.map(({ writer, seq, id }) => `${writer} ${seq} ${id}`).sort();
  }
}

/** What the tips must be: the leaves of what counts, what it needs, and the two lowest entries of each fork. */
function expectedTips(entries: readonly ModelEntry[]): string[] {
  const compared = new Set<ModelEntry>();
  const add = (entry: ModelEntry | undefined): void => {
    if (entry === undefined || compared.has(entry)) return;
    compared.add(entry);
    for (const named of [entry.prev, ...entry.heads]) add(named);
  };
  for (const writer of new Set(entries.map((entry) => entry.writer))) {
    const own = entries.filter((entry) => entry.writer === writer);
    const rivals = own.filter((one) => own.some((other) => other !== one && other.prev === one.prev));
    const forked = Math.min(...rivals.map(({ seq }) => seq), Number.POSITIVE_INFINITY);
    for (const entry of own) if (entry.seq < forked) add(entry);
    const proof = own.filter(({ seq }) => seq === forked).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const entry of proof.slice(0, 2)) add(entry);
  }
  const continued = new Set([...compared].map(({ prev }) => prev));
  const leaves = [...compared].filter((entry) => !continued.has(entry));
  return leaves.map(({ writer, seq, id }) => `${writer} ${seq} ${id}`).sort();
}

const histories = (forks: boolean) =>
  fc
    .array(
      fc.record({
        writer: fc.integer({ min: 1, max: 3 }),
        back: forks
          ? fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(4) })
          : fc.constant(0),
        heads: fc.array(fc.nat(20), { maxLength: 2 }),
        id: fc.integer({ min: 100, max: 999 }),
      }),
      { minLength: 1, maxLength: 25 },
    )
    .map(historyOf);

const chances = fc.infiniteStream(fc.nat());

describe('the compared set', () => {
  test('REC-1: two nodes that took the same entries in other orders, and number rows differently, list the same tips', () => {
    fc.assert(
      fc.property(histories(true), chances, chances, (entries, a, b) => {
        const first = new ModelNode(entries, a, 1).tips();
        expect(new ModelNode(entries, b, 2).tips()).toEqual(first);
        expect(first).toEqual(expectedTips(entries));
      }),
      { numRuns: 400 },
    );
  });

  test('without forks: one tip per log, the last entry', () => {
    fc.assert(
      fc.property(histories(false), chances, (entries, chance) => {
        const last = new Map(entries.map((entry) => [entry.writer, entry]));
        const expected = [...last.values()].map(({ writer, seq, id }) => `${writer} ${seq} ${id}`).sort();
        expect(new ModelNode(entries, chance, 1).tips()).toEqual(expected);
      }),
    );
  });

  test('REC-1: what does not count is left out, and what counts needs of it is in', () => {
    const none = { lane: 'record' as const, writer: 'w1' as WriterId, counting: undefined };
    const standings: LogStanding[] = [
      { ...none, row: 1 },
      {
        ...none,
        row: 2,
        counting: {
          seq: 3,
          past: new Map([
            [1, 2],
            [2, 1],
          ]),
        },
      },
    ];
    expect([...comparedTo(standings, [])]).toEqual([
      [2, 3],
      [1, 2],
    ]);
  });

  test('needed past beyond a cut: a cut log is held as far as somebody honest built on it', () => {
    const writer = 'w1' as WriterId;
    const standings: LogStanding[] = [
      { row: 1, lane: 'record', writer, counting: { seq: 2, past: new Map() } },
      { row: 2, lane: 'record', writer: 'w2' as WriterId, counting: { seq: 1, past: new Map([[1, 4]]) } },
    ];
    const compared = comparedTo(standings, []);
    expect(compared.get(1)).toBe(4);
    const rows: RowOrigin[] = standings.map(({ row, lane, writer: by }) => ({
      row,
      lane,
      writer: by,
      base: null,
      baseSeq: 0,
    }));
    expect(tipsOf(rows, compared, (row, seq) => `${row}/${seq}` as EntryId).map(({ id }) => id)).toEqual([
      '1/4',
      '2/1',
    ]);
  });

  test('nothing held, no tips', () => {
    expect([...comparedTo([], [])]).toEqual([]);
    const row: RowOrigin = { row: 1, lane: 'record', writer: 'w1' as WriterId, base: null, baseSeq: 0 };
    expect(tipsOf([row], new Map(), () => 'x' as EntryId)).toEqual([]);
  });
});
