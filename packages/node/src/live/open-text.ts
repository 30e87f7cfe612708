import type { SpaceId, WriterId } from '@liaison/protocol';
import { RECORD_LIMITS } from '@liaison/records';
import type { UnlockedOfficer } from '../home/open-home.js';
import { type LiveChange, LiveText } from './live-text.js';

/** Which text: a field of the own member's section of a record, or of its joint section. */
export interface TextName {
  readonly space: SpaceId;
  /** Its id. */
  readonly record: string;
  readonly field: string;
  readonly joint: boolean;
}

/** What the pages that show a text learn, in order. */
export type TextEvent =
  | { readonly type: 'text'; readonly text: string; readonly revision: number }
  | ({ readonly type: 'change'; readonly officer: string | null } & LiveChange)
  /** All that was typed up to here is in the log. */
  | { readonly type: 'written'; readonly revision: number }
  /** Who has the text open, each once; told again when somebody comes or goes. */
  | { readonly type: 'present'; readonly officers: readonly Present[] }
  /** What this officer had typed when the node stopped, and when, stands in the text again. */
  | { readonly type: 'restored'; readonly at: string }
  /** What was typed could not be written; it is kept as a draft, and the text is again what the log says. */
  | { readonly type: 'problem'; readonly code: string; readonly message: string; readonly next: string };

/** An officer who has the text open, by their writer. */
export interface Present {
  readonly id: WriterId;
  readonly name: string;
}

/** A page that is so far behind gets the whole text anew. */
const EVENTS_WAITING_MAX = 1_000;

/** One text while pages show it: what is typed, who typed it, and whom to tell. */
export class OpenText {
  readonly live: LiveText<WriterId>;
  /** Keys of those whose words wait; each is let go when their words are in the log. */
  readonly authors = new Map<WriterId, UnlockedOfficer>();
  /** By officer the browser's name for their last change. */
  readonly lastChange = new Map<WriterId, string>();
  readonly #listeners = new Map<(event: TextEvent) => void, Present>();

  constructor(
    readonly name: TextName,
    written: string,
    firstRevision: number,
  ) {
    this.live = new LiveText(written, RECORD_LIMITS.narrativeUnitsMax, firstRevision);
  }

  get watchers(): number {
    return this.#listeners.size;
  }

  get isPending(): boolean {
    return this.live.pending.length > 0;
  }

  tell(event: TextEvent): void {
    for (const listener of this.#listeners.keys()) listener(event);
  }

  tellChange(change: LiveChange | undefined, officer: string | null): void {
    if (change !== undefined) this.tell({ type: 'change', officer, ...change });
  }

  /** The text as it is, then what happens to it, until the signal is aborted. */
  async *follow(signal: AbortSignal, officer: Present): AsyncGenerator<TextEvent> {
    const waiting: TextEvent[] = [this.#whole()];
    let wake: () => void = () => undefined;
    const listener = (event: TextEvent) => {
      if (waiting.length >= EVENTS_WAITING_MAX) waiting.splice(0, waiting.length, this.#whole());
      else waiting.push(event);
      wake();
    };
    const onAbort = () => wake();
    this.#listeners.set(listener, officer);
    this.#tellPresent();
    signal.addEventListener('abort', onAbort);
    try {
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.#listeners.delete(listener);
      this.#tellPresent();
      signal.removeEventListener('abort', onAbort);
    }
  }

  #tellPresent(): void {
    const byId = new Map([...this.#listeners.values()].map((officer) => [officer.id, officer]));
    this.tell({ type: 'present', officers: [...byId.values()] });
  }

  #whole(): TextEvent {
    return { type: 'text', text: this.live.text, revision: this.live.revision };
  }
}
