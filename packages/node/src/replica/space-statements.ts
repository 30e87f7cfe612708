import type { Said, Statement } from '@liaison/ledger';
import type { MemberCode, WriterId } from '@liaison/protocol';
import type { Store } from '@liaison/store';

/** The statements of each space as they were judged when they were held, read once until another one comes. */
export class SpaceStatements {
  readonly #bySpace = new Map<number, readonly Statement[]>();

  constructor(
    private readonly store: Store,
    private readonly memberOf: (writer: WriterId) => MemberCode | undefined,
  ) {}

  of(space: number): readonly Statement[] {
    const known = this.#bySpace.get(space);
    if (known !== undefined) return known;
    const statements = this.store.control.ofSpace(space).map((row) => ({
      id: row.id,
      index: row.index,
      row: row.log,
      seq: row.seq,
      past: this.store.pasts.get(row.past),
      writer: row.writer as WriterId,
      member: this.memberOf(row.writer as WriterId) as MemberCode, // the entry waited for the certificate
      said: JSON.parse(row.said) as Said, // written by `applyStatement`
    }));
    this.#bySpace.set(space, statements);
    return statements;
  }

  forget(space: number): void {
    this.#bySpace.delete(space);
  }

  forgetAll(): void {
    this.#bySpace.clear();
  }
}
