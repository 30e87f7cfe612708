import type { SpaceId, WriterId } from '@liaison/protocol';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import { idFromBytes, idToBytes } from './id-columns.js';

export interface ReceiptRow {
  readonly holder: WriterId;
  readonly space: SpaceId;
  readonly number: number;
  readonly id: string;
  readonly token: string;
}

export interface PeerRow {
  readonly writer: string;
  readonly nonce: string | null;
  readonly contacted: string | null;
  readonly converged: string | null;
}

/** What is kept about the exchange with others: their receipts, and how the last contact went. */
export class ExchangeRepository {
  readonly #putReceipt;
  readonly #receipt;
  readonly #receiptsOf;
  readonly #putPeer;
  readonly #peer;
  readonly #peers;

  constructor(statements: StatementFactory<Tables>) {
    this.#putReceipt = statements.prepare((k, a: Tables['receipt']) =>
      k
        .insertInto('receipt')
        .values({ holder: a.holder, space: a.space, number: a.number, id: a.id, token: a.token })
        .onConflict((c) => c.columns(['holder', 'space']).doUpdateSet({ number: a.number, id: a.id, token: a.token })),
    );
    this.#receipt = statements.prepare((k, a: { holder: string; space: Uint8Array }) =>
      k.selectFrom('receipt').selectAll().where('holder', '=', a.holder).where('space', '=', a.space),
    );
    this.#receiptsOf = statements.prepare((k, a: { space: Uint8Array }) =>
      k.selectFrom('receipt').selectAll().where('space', '=', a.space).orderBy('holder'),
    );
    this.#putPeer = statements.prepare((k, a: PeerRow) =>
      k
        .insertInto('peer')
        .values({ writer: a.writer, nonce: a.nonce, contacted: a.contacted, converged: a.converged })
        .onConflict((c) =>
          c.column('writer').doUpdateSet({ nonce: a.nonce, contacted: a.contacted, converged: a.converged }),
        ),
    );
    this.#peer = statements.prepare((k, a: { writer: string }) =>
      k.selectFrom('peer').selectAll().where('writer', '=', a.writer),
    );
    this.#peers = statements.prepare((k) => k.selectFrom('peer').selectAll().orderBy('writer'));
  }

  putReceipt(receipt: ReceiptRow): void {
    this.#putReceipt.run({ ...receipt, space: idToBytes(receipt.space) });
  }

  receipt(holder: WriterId, space: SpaceId): ReceiptRow | undefined {
    const row = this.#receipt.get({ holder, space: idToBytes(space) });
    return row === undefined ? undefined : readReceipt(row);
  }

  receiptsOf(space: SpaceId): ReceiptRow[] {
    return this.#receiptsOf.all({ space: idToBytes(space) }).map(readReceipt);
  }

  putPeer(peer: PeerRow): void {
    this.#putPeer.run(peer);
  }

  peer(writer: string): PeerRow | undefined {
    return this.#peer.get({ writer });
  }

  peers(): PeerRow[] {
    return this.#peers.all();
  }
}

const readReceipt = (row: Tables['receipt']): ReceiptRow => ({
  ...row,
  holder: row.holder as WriterId,
  space: idFromBytes<SpaceId>(row.space),
});
