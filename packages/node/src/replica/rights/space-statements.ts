import type { Said, Statement } from '@liaison/ledger';
import type { MemberCode, WriterId } from '@liaison/protocol';
import type { Store } from '@liaison/store';

/** The statements of each space as they were judged when they were held, read once until another one comes. */
export class SpaceStatements {
  readonly #bySpace = new Map<number, Statement[]>();
  readonly #deciding = new Map<number, Statement[]>();

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

  /** Those that say who owns the space and who belongs to it, consents among them; recalls may be thousands. */
  deciding(space: number): readonly Statement[] {
    const known = this.#deciding.get(space);
    if (known !== undefined) return known;
    const statements = this.of(space).filter(decides);
    this.#deciding.set(space, statements);
    return statements;
  }

  /** One more was written to the store. */
  add(space: number, statement: Statement): void {
    this.#bySpace.get(space)?.push(statement);
    if (decides(statement)) this.#deciding.get(space)?.push(statement);
  }

  forget(space: number): void {
    this.#bySpace.delete(space);
    this.#deciding.delete(space);
  }

  forgetAll(): void {
    this.#bySpace.clear();
    this.#deciding.clear();
  }
}

const decides = ({ said: { op } }: Statement): boolean => op !== 'recall' && op !== 'reinstate' && op !== 'request';
