import {
  compareText,
  type DocumentId,
  LIMITS,
  parseSignedInput,
  type Result,
  type Roster,
  rosterClaimsSchema,
  success,
} from '@liaison/protocol';
import { refuse } from '../errors.js';
import { type OpenRoster, openRoster } from './roster.js';
import { ancestorAt } from './succession.js';

/** Two or more rosters of one version that nothing has settled: proof against those who signed both (ROS-7). */
export interface RosterFork {
  readonly version: number;
  /** Sorted. */
  readonly ids: readonly DocumentId[];
}

/** Where a community stands: its roster, and in a fork the version before it with what follows. */
export interface RosterStanding {
  readonly roster: OpenRoster;
  readonly fork: RosterFork | undefined;
  /** What the branches of a fork end in; without one the roster itself. */
  readonly last: readonly OpenRoster[];
}

/**
 * The rosters of one community: the first one, taken by hand, and every one that follows from it by signatures. Which one
 * stands is a function of the set, so that all who hold the same agree, in whatever order they came (ROS-7, ROS-8).
 */
export class RosterTree {
  readonly #byId = new Map<DocumentId, OpenRoster>();

  private constructor(readonly first: OpenRoster) {
    this.#byId.set(first.id, first);
  }

  /** Begins with a first version. Fails as `openRoster` does. */
  static begin(document: unknown): Result<RosterTree> {
    const opened = openRoster(document);
    return opened.ok ? success(new RosterTree(opened.value)) : opened;
  }

  /**
   * Takes a roster whose version before is held; gives it back when it is new. Fails as `openRoster` does, with `roster-unknown` where the one
   * before it is not held, and with `roster-differs` for the beginning of another community.
   */
  admit(document: unknown): Result<OpenRoster | undefined> {
    const named = previousOf(document);
    if (named !== undefined && this.#byId.has(named.id)) return success(undefined);
    // before a signature is looked at: strangers may bring a thousand of their own
    if (named?.previous === null)
      return refuse('roster-differs', `here ${this.first.id}, there ${named.id}`, {
        own: this.first.id,
        other: named.id,
      });
    const previous = named === undefined ? undefined : this.#byId.get(named.previous);
    if (named !== undefined && previous === undefined)
      return refuse('roster-unknown', `${named.id} follows ${named.previous}`);
    const opened = openRoster(document, previous);
    if (!opened.ok) return opened;
    if (this.#byId.size >= LIMITS.rostersMax) return refuse('roster-flood');
    this.#byId.set(opened.value.id, opened.value);
    return opened;
  }

  get(id: DocumentId): OpenRoster | undefined {
    return this.#byId.get(id);
  }

  /** By version, then by id: each after the one that it follows. */
  all(): OpenRoster[] {
    return [...this.#byId.values()].sort((a, b) => a.claims.version - b.claims.version || compareText(a.id, b.id));
  }

  /** The roster that stands, and the fork that keeps it there (ROS-7). */
  standing(): RosterStanding {
    const all = this.all();
    const aside = new Set(all.flatMap((roster) => this.#setAsideBy(roster)));
    for (let roster = this.first; ; ) {
      const followers = all.filter(({ previous }) => previous?.id === roster.id);
      const left = followers.filter(({ id }) => !aside.has(id));
      const [only] = left;
      if (only !== undefined && left.length === 1) roster = only;
      else return { roster, ...this.#forkAt(roster, left.length > 1 ? left : followers, aside) };
    }
  }

  /** In a fork the last ones of every branch that stands; else the roster alone. */
  #forkAt(roster: OpenRoster, branches: readonly OpenRoster[], aside: ReadonlySet<DocumentId>) {
    const [first] = branches;
    if (first === undefined) return { fork: undefined, last: [roster] };
    const isBelow = (one: OpenRoster): boolean =>
      branches.some(({ id }) => id === one.id) ||
      (one.previous !== undefined && !aside.has(one.id) && isBelow(one.previous));
    const below = this.all().filter(isBelow);
    const last = below.filter(({ id }) => !below.some(({ previous }) => previous?.id === id));
    return { fork: { version: first.claims.version, ids: branches.map(({ id }) => id) }, last };
  }

  /** What a roster settles counts only against siblings of its own ancestors: there the quorum of ROS-8 was asked for. */
  #setAsideBy(roster: OpenRoster): DocumentId[] {
    return roster.claims.settles
      .filter(({ id, version }) => this.#byId.get(id)?.previous?.id === ancestorAt(roster, version - 1)?.id)
      .map(({ id }) => id);
  }
}

function previousOf(document: unknown): { id: DocumentId; previous: DocumentId | null } | undefined {
  const { signed } = (document ?? {}) as Partial<Roster>;
  const input = parseSignedInput('liaison-roster', signed, LIMITS.documentCharsMax);
  const claims = rosterClaimsSchema.safeParse(input.ok ? input.value.claims : undefined);
  return input.ok && claims.success ? { id: input.value.id as DocumentId, previous: claims.data.previous } : undefined;
}
