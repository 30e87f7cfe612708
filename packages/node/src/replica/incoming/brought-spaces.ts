import type { LogPosition } from '@liaison/ledger';
import type { SpaceId, WriterId } from '@liaison/protocol';
import type { PendingRow } from '@liaison/store';
import type { ReplicaContext } from '../replica-context.js';
import { comparedWith, entitlementOf, isForRemoved, mayBring, mayHold } from '../rights/entitlement.js';
import { notEntitled, senderNotEntitled, tooWide, WaitingLeftOut } from './page-refusals.js';

/** What was held of an entry that had waited for something in a page. */
interface TakenUp {
  readonly space: number;
  readonly position: LogPosition;
  readonly row: PendingRow;
}

/**
 * Which spaces one page touched, and whether its sender might bring that and this home hold it. It is asked once the page
 * was judged and before its transaction ends, since only the entries themselves say who is in a space.
 */
export class BroughtSpaces {
  /** What was taken, by space; null: something that waits, whose place is not known. */
  readonly #taken = new Map<number, (LogPosition | null)[]>();
  /** Spaces that the sender might hold before the page. */
  readonly #heldBefore = new Set<number>();
  /** Spaces of which the page brought what is held already, or what waits. */
  readonly #known = new Set<number>();
  readonly #takenUp: TakenUp[] = [];

  constructor(
    private readonly context: ReplicaContext,
    private readonly peer: WriterId,
  ) {}

  /** Before anything is taken of a page or a wait: which of its spaces the sender may hold as they stand. */
  lookAtSender(spaces: Iterable<SpaceId>): void {
    for (const id of new Set(spaces)) {
      const row = this.context.store.spaces.byId(id)?.row;
      if (row !== undefined && mayHold(this.context, this.peer, row)) this.#heldBefore.add(row);
    }
  }

  /** The page brought what is held of this space already. */
  knew(space: number): void {
    this.#known.add(space);
  }

  /** `waited`: it is no entry of the page but had waited for one, from whichever peer. */
  took(space: number, position: LogPosition, waited: PendingRow | undefined): void {
    if (waited === undefined) this.#take(space, position);
    else this.#takenUp.push({ space, position, row: waited });
  }

  /** An entry of the page waits for something. */
  letWait(space: number): void {
    this.knew(space);
    this.#take(space, null);
  }

  /** What this home or its sender may not hold is refused before it is stored: the transaction is undone (SPC-6). */
  checkEntitlement(): void {
    const { home } = this.context;
    this.#refuse(([row, taken]) => !mayTake(this.context, home, row, taken), notEntitled);
    this.#refuse(([row, taken]) => !this.#mayGive(this.peer, row, taken), senderNotEntitled);
    const forbidden = this.#takenUp.filter(({ space, position, row: { peer } }) => {
      const taken = [position];
      return !mayTake(this.context, home, space, taken) || !this.#mayGive(peer as WriterId, space, taken);
    });
    if (forbidden.length > 0) throw new WaitingLeftOut(forbidden.map(({ row }) => row));
  }

  /** Whoever may compare nothing of a space is answered as if it were not held: a duplicate would say that it is (SYN-5). */
  checkDuplicates(): void {
    const { context, peer } = this;
    const mayAsk = (row: number) =>
      this.#heldBefore.has(row) || mayBring(context, peer, row) || comparedWith(context, peer, row) !== undefined;
    const ids = this.#idsOf([...this.#known].filter((row) => !mayAsk(row)));
    if (ids.length > 0) throw senderNotEntitled(ids);
  }

  /** What no sync could name any more is refused before it is stored (LIM-29, SYN-6). */
  checkWidth(): void {
    const { standings, tipsTakenMax } = this.context;
    const ids = this.#idsOf([...this.#taken.keys()].filter((row) => standings.of(row).tips.length > tipsTakenMax));
    if (ids.length > 0) throw tooWide(ids);
  }

  #take(space: number, position: LogPosition | null): void {
    const taken = this.#taken.get(space);
    if (taken === undefined) this.#taken.set(space, [position]);
    else taken.push(position);
  }

  /** A sender may bring the very pin or removal that ends its own entitlement. */
  #mayGive(peer: WriterId, space: number, taken: readonly (LogPosition | null)[]): boolean {
    const heldBefore = peer === this.peer && this.#heldBefore.has(space);
    return heldBefore || mayBring(this.context, peer, space) || mayTake(this.context, peer, space, taken);
  }

  #refuse(isRefused: (space: [number, readonly (LogPosition | null)[]]) => boolean, refusal: typeof notEntitled): void {
    const ids = this.#idsOf([...this.#taken].filter(isRefused).map(([row]) => row));
    if (ids.length > 0) throw refusal(ids);
  }

  #idsOf(rows: readonly number[]): SpaceId[] {
    return rows.flatMap((row) => this.context.store.spaces.byRow(row)?.id ?? []);
  }
}

/** A home whose member was removed takes and gives what says so, and nothing else (SPC-16). */
function mayTake(
  context: ReplicaContext,
  home: WriterId,
  space: number,
  taken: readonly (LogPosition | null)[],
): boolean {
  const entitlement = entitlementOf(context, home, space);
  if (entitlement !== 'farewell') return entitlement === 'all';
  const isFor = isForRemoved(context, home, space);
  return taken.every((position) => position !== null && isFor(position));
}
