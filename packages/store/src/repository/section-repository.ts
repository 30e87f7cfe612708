import type { RecordId, SectionName } from '@liaison/protocol';
import { type Selectable, sql } from 'kysely';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import { uuidFromBytes, uuidToBytes } from './id-columns.js';
import { MadeRows, NOTHING_SAID } from './made-rows.js';

export interface RecordRow {
  readonly row: number;
  readonly space: number;
  readonly id: RecordId;
  readonly number: string | null;
}

export interface SectionRow {
  readonly row: number;
  readonly record: number;
  readonly kind: string;
  readonly name: SectionName;
  /** False for a section that says nothing. */
  readonly speaks: boolean;
  /** Row of the one operation whose update alone makes the section: its view is read from there and not stored twice. */
  readonly source: number | null;
  /** Canonical JSON of the view; null where there is a source, or nothing is said. */
  readonly view: string | null;
  readonly digest: Uint8Array;
  readonly title: string;
  /** The Yjs state, kept once a section has more than one update; derived like everything here. */
  readonly state: Uint8Array | null;
}

/** A section with a current value. */
export interface SpeakingSection {
  readonly row: number;
  readonly record: number;
  readonly recordId: RecordId;
  readonly kind: string;
  readonly name: SectionName;
  readonly digest: Uint8Array;
}

/** What names a section (SEC-1), the record by its row. */
export interface SectionKey {
  readonly record: number;
  readonly kind: string;
  readonly name: SectionName;
}

type StoredSection = Selectable<Tables['section']>;
type StoredContent = Omit<StoredSection, keyof SectionKey>;

/** Derived: records and their sections as they stand now. */
export class SectionRepository {
  readonly #made = new MadeRows();
  readonly #records;
  readonly #byName;
  readonly #byRow;
  readonly #ofRecord;
  readonly #written;
  readonly #ofSpace;
  readonly #recordsOf;
  readonly #rows;

  constructor(statements: StatementFactory<Tables>) {
    this.#records = recordStatements(statements);
    this.#byName = statements.prepare((k, a: { record: number; kind: string; name: string }) =>
      k
        .selectFrom('section')
        .selectAll()
        .where('record', '=', a.record)
        .where('kind', '=', a.kind)
        .where('name', '=', a.name),
    );
    this.#byRow = statements.prepare((k, a: { row: number }) =>
      k.selectFrom('section').selectAll().where('row', '=', a.row),
    );
    this.#ofRecord = statements.prepare((k, a: { record: number }) =>
      k.selectFrom('section').selectAll().where('record', '=', a.record).orderBy('kind').orderBy('name'),
    );
    this.#written = writtenStatements(statements);
    this.#rows = statements.prepare((k) => k.selectFrom('section').select('row').orderBy('row'));
    this.#recordsOf = statements.prepare((k, a: { sections: string }) =>
      k
        .selectFrom('section')
        .select((e) => ['record', 'kind', e.fn.max<number>('row').as('newest')])
        .where('row', 'in', sql<number>`(SELECT value FROM json_each(${a.sections}))`)
        .groupBy(['record', 'kind'])
        .orderBy('newest', 'desc'),
    );
    this.#ofSpace = statements.prepare((k, a: { space: number; from: Uint8Array; to: Uint8Array }) =>
      k
        .selectFrom('section as s')
        .innerJoin('record as r', 'r.row', 's.record')
        .select(['s.row', 's.record', 's.kind', 's.name', 's.digest', 'r.id'])
        .where('r.space', '=', a.space)
        .where('r.id', '>=', a.from)
        .where('r.id', '<=', a.to)
        .where('s.speaks', '=', sql<number>`1`),
    );
  }

  /** A transaction begins: what it makes is written when it has to be. */
  begin(): void {
    this.#made.open();
  }

  /** Writes what was made and not written yet: before anything else reads sections, and before the commit. */
  writeMade(): void {
    for (const section of this.#made.takeSections()) this.#insert(section);
  }

  /** The transaction is over. */
  end(): void {
    this.#made.close();
  }

  record(space: number, id: RecordId): RecordRow | undefined {
    return readRecord(this.#records.byId.get({ space, id: uuidToBytes(id) }));
  }

  /** One id may stand in several spaces: a hostile or careless member can reuse it. */
  recordsById(id: RecordId): RecordRow[] {
    return this.#records.allById.all({ id: uuidToBytes(id) }).map((row) => readRecord(row) as RecordRow);
  }

  recordsByNumber(number: string): RecordRow[] {
    return this.#records.byNumber.all({ number }).map((row) => readRecord(row) as RecordRow);
  }

  /** Numbers of records that begin so, in their order. */
  numbersBeginning(begin: string, limit: number): string[] {
    const found = this.#records.numbersFrom.all({ from: begin, to: `${begin}\uffff`, limit });
    return [...new Set(found.flatMap(({ number }) => number ?? []))];
  }

  recordByRow(row: number): RecordRow | undefined {
    return this.#made.record(row) ?? readRecord(this.#records.byRow.get({ row }));
  }

  /** The record of this id in a space, made where there is none. */
  makeRecord(space: number, id: RecordId): { row: number; isNew: boolean } {
    const { changes, lastInsertRowid: row } = this.#records.insert.run({ space, id: uuidToBytes(id), number: null });
    if (changes === 0) return { row: (this.record(space, id) as RecordRow).row, isNew: false };
    this.#made.addRecord({ row, space, id, number: null });
    return { row, isNew: true };
  }

  setNumber(row: number, number: string): void {
    this.#made.forgetRecord(row);
    this.#records.setNumber.run({ row, number });
  }

  section(record: number, kind: string, name: SectionName): SectionRow | undefined {
    return this.#made.sectionNamed({ record, kind, name }) ?? readSection(this.#byName.get({ record, kind, name }));
  }

  sectionByRow(row: number): SectionRow | undefined {
    return this.#made.section(row) ?? readSection(this.#byRow.get({ row }));
  }

  sectionsOf(record: number): SectionRow[] {
    this.writeMade();
    return this.#ofRecord.all({ record }).map((row) => readSection(row) as SectionRow);
  }

  /** A section that says nothing yet; returns its row. */
  insertSection(key: SectionKey): number {
    const row = this.#made.addSection(key, () => this.#written.lastRow.get()?.row ?? 0);
    return row ?? this.#insert({ row: null, ...key, ...NOTHING_SAID });
  }

  updateSection(section: Omit<SectionRow, keyof SectionKey>): void {
    const made = this.#made.takeSection(section.row);
    if (made === undefined) this.#written.update.run({ ...section, speaks: section.speaks ? 1 : 0 });
    else this.#insert({ ...made, ...section });
  }

  #insert(section: Omit<SectionRow, 'row'> & { row: number | null }): number {
    return this.#written.insert.run({ ...section, speaks: section.speaks ? 1 : 0 }).lastInsertRowid;
  }

  /** The records of these sections, each once, those of the newest sections first. */
  recordsOf(sections: readonly number[]): { record: number; kind: string }[] {
    this.writeMade();
    return this.#recordsOf.all({ sections: JSON.stringify(sections) });
  }

  allSections(): number[] {
    this.writeMade();
    return this.#rows.all().map(({ row }) => row);
  }

  /** Sections of a space that say something, of all records or of those whose ids begin with these hexadecimal digits. */
  *speakingSections(space: number, digits = ''): Generator<SpeakingSection> {
    this.writeMade();
    const [from, to] = ['0', 'f'].map((rest) => new Uint8Array(Buffer.from(digits.padEnd(32, rest), 'hex')));
    for (const row of this.#ofSpace.iterate({ space, from: from as Uint8Array, to: to as Uint8Array })) {
      yield {
        row: row.row,
        record: row.record,
        recordId: uuidFromBytes<RecordId>(row.id),
        kind: row.kind,
        name: row.name as SectionName,
        digest: row.digest,
      };
    }
  }
}

const readRecord = (row: Selectable<Tables['record']> | undefined): RecordRow | undefined =>
  row === undefined ? undefined : { ...row, id: uuidFromBytes<RecordId>(row.id) };

const readSection = (row: StoredSection | undefined): SectionRow | undefined =>
  row === undefined ? undefined : { ...row, name: row.name as SectionName, speaks: row.speaks === 1 };

const recordStatements = (statements: StatementFactory<Tables>) => ({
  byId: statements.prepare((k, a: { space: number; id: Uint8Array }) =>
    k.selectFrom('record').selectAll().where('space', '=', a.space).where('id', '=', a.id),
  ),
  allById: statements.prepare((k, a: { id: Uint8Array }) =>
    k
      .selectFrom('record')
      .selectAll()
      .where('space', 'in', (e) => e.selectFrom('space').select('row')) // so that the index on (space, id) is used
      .where('id', '=', a.id)
      .orderBy('row'),
  ),
  byRow: statements.prepare((k, a: { row: number }) => k.selectFrom('record').selectAll().where('row', '=', a.row)),
  numbersFrom: statements.prepare((k, a: { from: string; to: string; limit: number }) =>
    k
      .selectFrom('record')
      .select('number')
      .where('number', '>=', a.from)
      .where('number', '<', a.to)
      .orderBy('number')
      .limit(a.limit),
  ),
  byNumber: statements.prepare((k, a: { number: string }) =>
    k.selectFrom('record').selectAll().where('number', '=', a.number).orderBy('row'),
  ),
  insert: statements.prepare((k, a: { space: number; id: Uint8Array; number: string | null }) =>
    k
      .insertInto('record')
      .values({ space: a.space, id: a.id, number: a.number })
      .onConflict((on) => on.doNothing()),
  ),
  setNumber: statements.prepare((k, a: { row: number; number: string }) =>
    k.updateTable('record').set({ number: a.number }).where('row', '=', a.row),
  ),
});

const writtenStatements = (statements: StatementFactory<Tables>) => ({
  lastRow: statements.prepare((k) => k.selectFrom('section').select((e) => e.fn.max<number | null>('row').as('row'))),
  insert: statements.prepare((k, a: SectionKey & Omit<StoredContent, 'row'> & { row: number | null }) =>
    k.insertInto('section').values({
      row: a.row as number, // null: the next one
      record: a.record,
      kind: a.kind,
      name: a.name,
      speaks: a.speaks,
      source: a.source,
      view: a.view,
      digest: a.digest,
      title: a.title,
      state: a.state,
    }),
  ),
  update: statements.prepare((k, a: StoredContent) =>
    k
      .updateTable('section')
      .set({
        speaks: a.speaks,
        source: a.source,
        view: a.view,
        digest: a.digest,
        title: a.title,
        state: a.state,
      })
      .where('row', '=', a.row),
  ),
});
