import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import { contentStatements, placeStatements } from './operation-statements.js';

/** Operations of one entry have rows `entry * 1024 + index`, so that they are found without an index of their own. */
const ROWS_PER_ENTRY = 1024;

/** `valid`, `unread`, `no-right` (its entry's author had none), or the reason for which it is void. */
export type OperationVerdict = string;

export interface OperationRow {
  readonly entry: number;
  readonly index: number;
  readonly section: number | null;
  readonly verdict: OperationVerdict;
  readonly salt: Uint8Array;
  readonly body: Uint8Array;
  readonly client: number | null;
  readonly clockFrom: number | null;
  readonly clockTo: number | null;
  /** Structs that Yjs must search a place for: bounded per writer and section. */
  readonly scattered: number;
  /** Its content is gone: `body` is the skeleton frame, and `salt` the digest of the body that was. */
  readonly purged: boolean;
}

/** A valid edit of one section with its place in the space's history. */
export interface SectionOperation {
  readonly row: number;
  readonly log: number;
  readonly seq: number;
  readonly index: number;
  readonly client: number;
  readonly clockFrom: number;
  readonly clockTo: number;
  readonly scattered: number;
}

/** An operation with its content and the entry that holds it. */
export interface StoredContent {
  readonly row: number;
  readonly entry: number;
  readonly salt: Uint8Array;
  readonly body: Uint8Array;
  readonly purged: boolean;
}

/** Entries of a log after one sequence number and up to another. */
export interface LogPart {
  readonly log: number;
  readonly after: number;
  readonly to: number;
}

export class OperationRepository {
  readonly #insert;
  readonly #ofEntry;
  readonly #sectionsFrom;
  readonly #authorOf;
  readonly #content;
  readonly #placed;

  constructor(statements: StatementFactory<Tables>) {
    this.#insert = statements.prepare((k, a: Tables['operation']) =>
      k.insertInto('operation').values({
        row: a.row,
        entry: a.entry,
        section: a.section,
        verdict: a.verdict,
        salt: a.salt,
        body: a.body,
        client: a.client,
        clock_from: a.clock_from,
        clock_to: a.clock_to,
        scattered: a.scattered,
        purged: a.purged,
      }),
    );
    this.#ofEntry = statements.prepare((k, a: { from: number; to: number }) =>
      k.selectFrom('operation').selectAll().where('row', '>=', a.from).where('row', '<', a.to).orderBy('row'),
    );
    this.#content = contentStatements(statements);
    this.#placed = placeStatements(statements);
    this.#sectionsFrom = statements.prepare((k, a: { log: number; after: number }) =>
      k
        .selectFrom('operation as o')
        .innerJoin('entry as e', 'e.row', 'o.entry')
        .select('o.section')
        .distinct()
        .where('e.log', '=', a.log)
        .where('e.seq', '>', a.after)
        .where('o.section', 'is not', null),
    );
    this.#authorOf = statements.prepare((k, a: { section: number; client: number; clock: number }) =>
      k
        .selectFrom('operation as o')
        .innerJoin('entry as e', 'e.row', 'o.entry')
        .innerJoin('log as l', 'l.row', 'e.log')
        .select(['l.writer', 'e.at', 'e.row'])
        .where('o.section', '=', a.section)
        .where('o.client', '=', a.client)
        .where('o.clock_from', '<=', a.clock)
        .where('o.clock_to', '>', a.clock)
        .where('o.verdict', '=', 'valid')
        .orderBy('e.row')
        .limit(1),
    );
  }

  /** Returns its row. */
  insert(operation: OperationRow): number {
    const row = this.rowOf(operation.entry, operation.index);
    this.#insert.run({
      row,
      entry: operation.entry,
      section: operation.section,
      verdict: operation.verdict,
      salt: operation.salt,
      body: operation.body,
      client: operation.client,
      clock_from: operation.clockFrom,
      clock_to: operation.clockTo,
      scattered: operation.scattered,
      purged: operation.purged ? 1 : 0,
    });
    return row;
  }

  /** Row of the entry that an operation belongs to. */
  entryOf(row: number): number {
    return Math.floor(row / ROWS_PER_ENTRY);
  }

  rowOf(entry: number, index: number): number {
    return entry * ROWS_PER_ENTRY + index;
  }

  ofEntry(entry: number): OperationRow[] {
    const from = entry * ROWS_PER_ENTRY;
    return this.#ofEntry.all({ from, to: from + ROWS_PER_ENTRY }).map((row) => ({
      entry: row.entry,
      index: row.row - from,
      section: row.section,
      verdict: row.verdict,
      salt: row.salt,
      body: row.body,
      client: row.client,
      clockFrom: row.clock_from,
      clockTo: row.clock_to,
      scattered: row.scattered,
      purged: row.purged === 1,
    }));
  }

  /** Valid edits of a section in the order in which they were held. */
  ofSection(section: number): SectionOperation[] {
    return this.#placed.ofSection.all({ section }).map(readSectionOperation);
  }

  /** The valid edit of a section that was held last before a row; undefined without any. */
  lastOfSection(section: number, before: number): SectionOperation | undefined {
    const row = this.#placed.lastOfSection.get({ section, before });
    return row === undefined ? undefined : readSectionOperation(row);
  }

  /** Row of the edit, valid or not, with which a section began. */
  firstOfSection(section: number): number | undefined {
    return this.#placed.firstOfSection.get({ section })?.row ?? undefined;
  }

  /** Rows of the records that these parts of logs say something about; undefined where that takes more than `most` edits. */
  recordsIn(parts: readonly LogPart[], most: number): Set<number> | undefined {
    const found: number[] = [];
    for (const { log, after, to } of parts) {
      const limit = most + 1 - found.length;
      for (const { record } of this.#placed.recordsIn.all({ log, after, to, limit })) found.push(record);
      if (found.length > most) return undefined;
    }
    return new Set(found);
  }

  countOfEntry(entry: number): number {
    const from = entry * ROWS_PER_ENTRY;
    return this.#placed.countOfEntry.get({ from, to: from + ROWS_PER_ENTRY })?.count ?? 0;
  }

  /** Every edit of a section, also what is void. */
  allOfSection(section: number): { row: number; entry: number; verdict: OperationVerdict }[] {
    return this.#placed.allOfSection.all({ section });
  }

  body(row: number): Uint8Array {
    return this.#content.body.get({ row })?.body ?? new Uint8Array();
  }

  /** Whether its content was taken out by a recall. */
  isPurged(row: number): boolean {
    return this.#content.body.get({ row })?.purged === 1;
  }

  /** Takes the content out of an operation (RCL-4), or puts it back. */
  replaceContent(row: number, content: { salt: Uint8Array; body: Uint8Array; purged: boolean }): void {
    this.#content.replace.run({ ...content, row, purged: content.purged ? 1 : 0 });
  }

  /** Record-lane operations of a space that are in no section: void by their header, without right, or unread. */
  *unplaced(space: number): Iterable<StoredContent> {
    for (const row of this.#content.unplaced.iterate({ space })) yield readContent(row);
  }

  /** Every operation of a section, whatever became of it. */
  contentsOf(section: number): StoredContent[] {
    return this.#content.ofSection.all({ section }).map(readContent);
  }

  /** Sections that a log row touches after a sequence number: what must be rebuilt when that part stops counting. */
  sectionsTouchedAfter(log: number, after: number): number[] {
    return this.#sectionsFrom.all({ log, after }).map((row) => row.section as number);
  }

  /** Who made the struct at a clock of a section, and when the entry says so. */
  authorOf(section: number, client: number, clock: number): { writer: string; at: string; entry: number } | undefined {
    const found = this.#authorOf.get({ section, client, clock });
    return found === undefined ? undefined : { writer: found.writer, at: found.at, entry: found.row };
  }
}

interface StoredSectionOperation {
  readonly row: number;
  readonly log: number;
  readonly seq: number;
  readonly client: number | null;
  readonly clock_from: number | null;
  readonly clock_to: number | null;
  readonly scattered: number;
}

const readSectionOperation = (row: StoredSectionOperation): SectionOperation => ({
  row: row.row,
  log: row.log,
  seq: row.seq,
  index: row.row % ROWS_PER_ENTRY,
  client: row.client as number,
  clockFrom: row.clock_from as number,
  clockTo: row.clock_to as number,
  scattered: row.scattered,
});

const readContent = (row: { row: number; entry: number; salt: Uint8Array; body: Uint8Array; purged: number }) => ({
  ...row,
  purged: row.purged === 1,
});
