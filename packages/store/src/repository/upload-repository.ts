import { sql } from 'kysely';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** A file that an officer hands over for an import. */
export interface UploadRow {
  readonly id: string;
  /** Writer id of the officer, who alone may use it. */
  readonly officer: string;
  /** Name of the file without folder. */
  readonly name: string;
  /** Bytes it is to have. */
  readonly bytes: number;
  readonly at: string;
}

/** Uploaded files in parts, and the rows that their imports rejected: in the encrypted database and nowhere else. */
export class UploadRepository {
  readonly #uploads;
  readonly #parts;
  readonly #rejects;

  constructor(statements: StatementFactory<Tables>) {
    this.#uploads = uploadStatements(statements);
    this.#parts = partStatements(statements);
    this.#rejects = rejectStatements(statements);
  }

  begin(upload: UploadRow): void {
    this.#uploads.insert.run(upload);
  }

  get(id: string): UploadRow | undefined {
    return this.#uploads.get.get({ id });
  }

  /** The oldest first. */
  all(): UploadRow[] {
    return this.#uploads.all.all();
  }

  /** Bytes that are here, one after the other from the beginning. */
  received(id: string): number {
    return this.#parts.received.get({ upload: id })?.bytes ?? 0;
  }

  /** The part that begins at this byte. */
  put(id: string, at: number, content: Uint8Array): void {
    this.#parts.insert.run({ upload: id, at, content });
  }

  /** The first part from this byte on. */
  partFrom(id: string, at: number): { at: number; content: Uint8Array } | undefined {
    return this.#parts.from.get({ upload: id, at });
  }

  /** Replaces what was rejected in an earlier run. */
  putRejects(id: string, rejections: readonly string[]): void {
    this.#rejects.clear.run({ upload: id });
    for (const rejection of rejections) this.#rejects.insert.run({ upload: id, rejection });
  }

  rejects(id: string, after: number, limit: number): { row: number; rejection: string }[] {
    return this.#rejects.page.all({ upload: id, after, limit });
  }

  /** The file, its rejected rows and everything about it. */
  drop(id: string): void {
    this.#parts.clear.run({ upload: id });
    this.#rejects.clear.run({ upload: id });
    this.#uploads.remove.run({ id });
  }
}

const uploadStatements = (statements: StatementFactory<Tables>) => ({
  insert: statements.prepare((k, a: UploadRow) =>
    k.insertInto('upload').values({ id: a.id, officer: a.officer, name: a.name, bytes: a.bytes, at: a.at }),
  ),
  get: statements.prepare((k, a: { id: string }) => k.selectFrom('upload').selectAll().where('id', '=', a.id)),
  all: statements.prepare((k) => k.selectFrom('upload').selectAll().orderBy(sql`rowid`)),
  remove: statements.prepare((k, a: { id: string }) => k.deleteFrom('upload').where('id', '=', a.id)),
});

const partStatements = (statements: StatementFactory<Tables>) => ({
  insert: statements.prepare((k, a: { upload: string; at: number; content: Uint8Array }) =>
    k.insertInto('upload_part').values({ upload: a.upload, at: a.at, content: a.content }),
  ),
  received: statements.prepare((k, a: { upload: string }) =>
    k
      .selectFrom('upload_part')
      .select((e) => e.fn.sum<number>(e.fn('length', ['content'])).as('bytes'))
      .where('upload', '=', a.upload),
  ),
  from: statements.prepare((k, a: { upload: string; at: number }) =>
    k
      .selectFrom('upload_part')
      .select(['at', 'content'])
      .where('upload', '=', a.upload)
      .where('at', '>=', a.at)
      .orderBy('at')
      .limit(1),
  ),
  clear: statements.prepare((k, a: { upload: string }) => k.deleteFrom('upload_part').where('upload', '=', a.upload)),
});

const rejectStatements = (statements: StatementFactory<Tables>) => ({
  insert: statements.prepare((k, a: { upload: string; rejection: string }) =>
    k.insertInto('upload_reject').values({ upload: a.upload, rejection: a.rejection }),
  ),
  page: statements.prepare((k, a: { upload: string; after: number; limit: number }) =>
    k
      .selectFrom('upload_reject')
      .select(['row', 'rejection'])
      .where('upload', '=', a.upload)
      .where('row', '>', a.after)
      .orderBy('row')
      .limit(a.limit),
  ),
  clear: statements.prepare((k, a: { upload: string }) => k.deleteFrom('upload_reject').where('upload', '=', a.upload)),
});
