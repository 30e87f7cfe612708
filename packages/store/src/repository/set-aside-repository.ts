import type { EntryId, SpaceId } from '@liaison/protocol';
import { sql } from 'kysely';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import { idFromBytes, idToBytes } from './id-columns.js';

/** An entry that waits: `missing` is the id of an entry, or `writer:<id>` of a certificate. */
export interface PendingRow {
  readonly id: EntryId;
  readonly space: SpaceId;
  readonly missing: string;
  /** It may count, so what it waits for must be held. */
  readonly needed: boolean;
  readonly peer: string;
  /** The entry as it stands in a page. */
  readonly wire: Uint8Array;
  readonly at: string;
}

export interface RefusalRow {
  readonly at: string;
  readonly peer: string;
  readonly code: string;
  readonly message: string;
  readonly entry: string | null;
  readonly bytes: Uint8Array;
}

/** What is not data: entries that wait for others, and refused bytes kept for inspection, both bounded per peer. */
export class SetAsideRepository {
  readonly #putPending;
  readonly #waitingFor;
  readonly #need;
  readonly #dropPending;
  readonly #pendingCount;
  readonly #allPending;
  readonly #hasPending;
  readonly #putRefusal;
  readonly #refusals;
  readonly #refusalCount;
  readonly #forget;

  constructor(statements: StatementFactory<Tables>) {
    this.#forget = forgettingStatements(statements);
    this.#putPending = statements.prepare((k, a: Tables['pending']) =>
      k
        .insertInto('pending')
        .values({
          id: a.id,
          space: a.space,
          missing: a.missing,
          needed: a.needed,
          peer: a.peer,
          wire: a.wire,
          at: a.at,
        })
        .onConflict((c) => c.column('id').doUpdateSet({ missing: a.missing, needed: a.needed })),
    );
    this.#waitingFor = statements.prepare((k, a: { missing: string }) =>
      k.selectFrom('pending').selectAll().where('missing', '=', a.missing).orderBy('id'),
    );
    this.#need = neededStatements(statements);
    this.#dropPending = statements.prepare((k, a: { id: Uint8Array }) =>
      k.deleteFrom('pending').where('id', '=', a.id),
    );
    this.#hasPending = statements.prepare((k, a: { id: Uint8Array }) =>
      k.selectFrom('pending').select('id').where('id', '=', a.id),
    );
    this.#pendingCount = statements.prepare((k, a: { peer: string }) =>
      k
        .selectFrom('pending')
        .select((e) => [
          e.fn.countAll<number>().as('count'),
          e.fn.sum<number | null>(e.fn('length', ['wire'])).as('bytes'),
        ])
        .where('peer', '=', a.peer),
    );
    this.#allPending = statements.prepare((k) =>
      k.selectFrom('pending').select((e) => e.fn.countAll<number>().as('count')),
    );
    this.#putRefusal = statements.prepare((k, a: RefusalRow) =>
      k.insertInto('refusal').values({
        at: a.at,
        peer: a.peer,
        code: a.code,
        message: a.message,
        entry: a.entry,
        bytes: a.bytes,
      }),
    );
    this.#refusals = statements.prepare((k, a: { limit: number }) =>
      k.selectFrom('refusal').selectAll().orderBy('row', 'desc').limit(a.limit),
    );
    this.#refusalCount = statements.prepare((k) =>
      k.selectFrom('refusal').select((e) => e.fn.countAll<number>().as('count')),
    );
  }

  /**
   * Part of a purge: what waits in this space and names the text is dropped, to be fetched again, and of refused bytes that
   * name it nothing is kept. `text` is ASCII that stands in every copy, such as a record's id.
   */
  forgetNaming(space: SpaceId, text: string): void {
    const named = Buffer.from(text, 'ascii');
    this.#forget.pending.run({ space: idToBytes(space), named });
    this.#forget.refused.run({ named });
  }

  putPending(row: PendingRow): void {
    const needed = row.needed ? 1 : 0;
    this.#putPending.run({ ...row, needed, id: idToBytes(row.id), space: idToBytes(row.space) });
  }

  hasPending(id: EntryId): boolean {
    return this.#hasPending.get({ id: idToBytes(id) }) !== undefined;
  }

  waitingFor(missing: string): PendingRow[] {
    return this.#waitingFor.all({ missing }).map((row) => ({
      ...row,
      id: idFromBytes<EntryId>(row.id),
      space: idFromBytes<SpaceId>(row.space),
      needed: row.needed === 1,
    }));
  }

  /** Whether something that may count waits for it. */
  isNeeded(missing: string): boolean {
    return this.#need.waiting.get({ missing }) !== undefined;
  }

  /** What is needed waits for this; if that waits itself, what it waits for is needed as well, and so on. */
  markNeeded(missing: string): void {
    for (let id = missing; isEntryId(id); ) {
      const row = this.#need.row.get({ id: idToBytes(id) });
      if (row === undefined || row.needed === 1) return;
      this.#need.set.run({ id: row.id });
      id = row.missing;
    }
  }

  dropPending(id: EntryId): void {
    this.#dropPending.run({ id: idToBytes(id) });
  }

  /** How many entries of a peer wait, and their bytes. */
  pendingOf(peer: string): { count: number; bytes: number } {
    const found = this.#pendingCount.get({ peer });
    return { count: found?.count ?? 0, bytes: found?.bytes ?? 0 };
  }

  pendingCount(): number {
    return this.#allPending.get()?.count ?? 0;
  }

  /** Keeps the refusal and, of this peer, only the newest `keep`, and the bytes of as many of those as fit `bytesMax`. */
  putRefusal(row: RefusalRow, keep: number, bytesMax: number): void {
    this.#putRefusal.run(row);
    this.#forget.trim.run({ peer: row.peer, keep });
    if (row.bytes.length > 0) this.#forget.emptyOlder.run({ peer: row.peer, bytesMax });
  }

  refusals(limit: number): RefusalRow[] {
    return this.#refusals.all({ limit });
  }

  refusalCount(): number {
    return this.#refusalCount.get()?.count ?? 0;
  }
}

/** Certificates and rosters are waited for under names with a colon. */
const isEntryId = (missing: string): boolean => !missing.includes(':');

const neededStatements = (statements: StatementFactory<Tables>) => ({
  waiting: statements.prepare((k, a: { missing: string }) =>
    k.selectFrom('pending').select('id').where('missing', '=', a.missing).where('needed', '=', 1).limit(1),
  ),
  row: statements.prepare((k, a: { id: Uint8Array }) =>
    k.selectFrom('pending').select(['id', 'missing', 'needed']).where('id', '=', a.id),
  ),
  set: statements.prepare((k, a: { id: Uint8Array }) =>
    k.updateTable('pending').set({ needed: 1 }).where('id', '=', a.id),
  ),
});

const forgettingStatements = (statements: StatementFactory<Tables>) => ({
  trim: statements.prepare((k, a: { peer: string; keep: number }) =>
    k
      .deleteFrom('refusal')
      .where('row', 'in', (e) =>
        e
          .selectFrom('refusal')
          .select('row')
          .where('peer', '=', a.peer)
          .orderBy('row', 'desc')
          .limit(1_000_000)
          .offset(a.keep),
      ),
  ),
  emptyOlder: statements.prepare((k, a: { peer: string; bytesMax: number }) =>
    sql`update refusal set bytes = x'' where length(bytes) > 0 and row in (
      select row from (
        select row, sum(length(bytes)) over (order by row desc) as newer from refusal where peer = ${a.peer}
      ) where newer > ${a.bytesMax})`.compile(k),
  ),
  pending: statements.prepare((k, a: { space: Uint8Array; named: Uint8Array }) =>
    k
      .deleteFrom('pending')
      .where('space', '=', a.space)
      .where((e) => e(e.fn<number>('instr', ['wire', e.val(a.named)]), '>', 0)),
  ),
  refused: statements.prepare((k, a: { named: Uint8Array }) =>
    k
      .updateTable('refusal')
      .set({ bytes: new Uint8Array() })
      .where((e) => e(e.fn<number>('instr', ['bytes', e.val(a.named)]), '>', 0)),
  ),
});
