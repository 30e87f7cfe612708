import { type Clock, claimedTime } from '../replica/clock.js';

/** Something that takes long and is under way in this home. */
export interface Activity {
  /** `receive`: a peer brings pages in a session of its own. */
  readonly what: 'sync' | 'import' | 'receive';
  /** Code of the peer's member; the file of an import. */
  readonly about: string;
  readonly since: string;
  /** Counts so far, by name. */
  readonly progress: Readonly<Record<string, number>>;
}

/** The handle of who does it. */
export interface Ongoing {
  progress(counts: Readonly<Record<string, number>>): void;
  end(): void;
}

interface Receiving {
  readonly ongoing: Ongoing;
  readonly counts: { pages: number; entries: number };
  under: number;
  ending?: NodeJS.Timeout;
}

/** A peer that brings page after page is shown as one activity: after this time without a page it has ended. */
const BETWEEN_PAGES_MS = 2_000;

/** What a home is at, for `status`. Shown only: nothing is decided by it. */
export class HomeActivity {
  readonly #ongoing = new Set<Activity>();
  readonly #receiving = new Map<string, Receiving>();

  constructor(
    private readonly clock: Clock,
    private readonly onChange: () => void,
  ) {}

  begin(what: Activity['what'], about: string): Ongoing {
    let activity: Activity = { what, about, since: claimedTime(this.clock), progress: {} };
    const put = (next: Activity) => {
      this.#ongoing.delete(activity);
      activity = next;
      this.#ongoing.add(activity);
      this.onChange();
    };
    put(activity);
    return {
      progress: (counts) => put({ ...activity, progress: { ...counts } }),
      end: () => {
        if (this.#ongoing.delete(activity)) this.onChange();
      },
    };
  }

  /** Takes a page of a peer; one with which a session of our own is under way is shown by that. */
  async receive<T extends { readonly entries: number }>(from: string, take: () => Promise<T>): Promise<T> {
    if (this.list().some(({ what, about }) => what === 'sync' && about === from)) return take();
    const receiving = this.#receivingFrom(from);
    receiving.under += 1;
    clearTimeout(receiving.ending);
    try {
      const report = await take();
      receiving.counts.pages += 1;
      receiving.counts.entries += report.entries;
      receiving.ongoing.progress(receiving.counts);
      return report;
    } finally {
      receiving.under -= 1;
      if (receiving.under === 0) receiving.ending = setTimeout(() => this.#ended(from), BETWEEN_PAGES_MS).unref();
    }
  }

  /** The oldest first. */
  list(): Activity[] {
    return [...this.#ongoing].sort((a, b) => (a.since < b.since ? -1 : 1));
  }

  #receivingFrom(from: string): Receiving {
    const known = this.#receiving.get(from);
    if (known !== undefined) return known;
    const begun = { ongoing: this.begin('receive', from), counts: { pages: 0, entries: 0 }, under: 0 };
    this.#receiving.set(from, begun);
    return begun;
  }

  #ended(from: string): void {
    this.#receiving.get(from)?.ongoing.end();
    this.#receiving.delete(from);
  }
}
