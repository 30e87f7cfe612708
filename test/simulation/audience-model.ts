import type { EntryId, SpaceId } from '@liaison/protocol';

/** A statement of a space's audience, and what its author had seen. */
interface Stated {
  readonly entry: EntryId;
  readonly author: string;
  readonly owner: string;
  /** Whom it admits, with the owner. */
  readonly full: readonly string[];
  readonly removed: readonly string[];
  readonly seen: ReadonlySet<EntryId>;
}

/** An offer of a space to another member, with the statements that its author had seen. */
interface Offered {
  readonly entry: EntryId;
  readonly from: string;
  readonly to: string;
  readonly seen: ReadonlySet<EntryId>;
  accepted: boolean;
}

interface History {
  readonly founder: string;
  readonly stated: Stated[];
  readonly offers: Offered[];
}

/**
 * Who may receive a space and who owns it, told without the ledger: what all last statements admit, without whom any
 * statement took out that no later one admitted again (SPC-5, SPC-10, SPC-13). There is one open offer at a time.
 */
export class AudienceModel {
  readonly #histories = new Map<SpaceId, History>();

  founded(space: SpaceId, entry: EntryId, owner: string, author: string, audience: readonly string[]): void {
    const stated = { entry, author, owner, full: [owner, ...audience], removed: [], seen: new Set<EntryId>() };
    this.#histories.set(space, { founder: owner, stated: [stated], offers: [] });
  }

  stated(space: SpaceId, statement: Omit<Stated, 'seen'>, holds: (entry: EntryId) => boolean): void {
    const { stated } = this.#of(space);
    stated.push({ ...statement, seen: new Set(stated.map(({ entry }) => entry).filter(holds)) });
  }

  /** Whether there is an offer that nobody has accepted yet. */
  isOffered(space: SpaceId): boolean {
    return this.#of(space).offers.some(({ accepted }) => !accepted);
  }

  offered(space: SpaceId, offer: Omit<Offered, 'seen' | 'accepted'>, holds: (entry: EntryId) => boolean): void {
    const { offers, stated } = this.#of(space);
    const seen = new Set(stated.map(({ entry }) => entry).filter(holds));
    offers.push({ ...offer, seen, accepted: false });
  }

  /** The open offer to a member, for a home that holds it. */
  openOffer(space: SpaceId, to: string, holds: (entry: EntryId) => boolean): EntryId | undefined {
    return this.#of(space).offers.find((one) => !one.accepted && one.to === to && holds(one.entry))?.entry;
  }

  accepted(space: SpaceId, offer: EntryId): void {
    for (const one of this.#of(space).offers) if (one.entry === offer) one.accepted = true;
  }

  owner(space: SpaceId): string {
    const { founder, offers } = this.#of(space);
    return offers.filter(({ accepted }) => accepted).at(-1)?.to ?? founder;
  }

  /** Homes that stated something of a space. */
  authors(space: SpaceId): string[] {
    return this.#of(space).stated.map(({ author }) => author);
  }

  /** Everybody who may receive the space, the owner among them, sorted. */
  audience(space: SpaceId): string[] {
    const { stated } = this.#of(space);
    const owner = this.owner(space);
    const whole = stated.filter((one) => this.#holdsWhole(space, one, owner));
    const last = whole.filter((one) => !whole.some((later) => later.seen.has(one.entry)));
    const removed = stated.flatMap((by) =>
      by.removed.filter((code) => !whole.some((later) => later.full.includes(code) && later.seen.has(by.entry))),
    );
    const [first, ...others] = last;
    const admitted = (first?.full ?? []).filter((code) => others.every(({ full }) => full.includes(code)));
    return [...new Set([owner, ...admitted.filter((code) => !removed.includes(code))])].sort();
  }

  /** Said by the present owner, or seen by the offer that ended the ownership under which it was said. */
  #holdsWhole(space: SpaceId, statement: Stated, owner: string): boolean {
    if (statement.owner === owner) return true;
    const ended = this.#of(space).offers.find(({ from, accepted }) => accepted && from === statement.owner);
    return ended?.seen.has(statement.entry) ?? false;
  }

  #of(space: SpaceId): History {
    const history = this.#histories.get(space);
    if (history === undefined) throw new Error(`nobody founded ${space}`);
    return history;
  }
}
