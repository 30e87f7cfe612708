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
  /** What was typed could not be written; it is kept as a draft, and the text is again what the log says. */
  | { readonly type: 'problem'; readonly code: string; readonly message: string; readonly next: string };

/** A page that is so far behind gets the whole text anew. */
const EVENTS_WAITING_MAX = 1_000;

/** One text while pages show it: what is typed, who typed it, and whom to tell. */
export class OpenText {
  readonly live: LiveText<WriterId>;
  /** Keys of those whose words wait; each is let go when their words are in the log. */
  readonly authors = new Map<WriterId, UnlockedOfficer>();
  readonly #listeners = new Set<(event: TextEvent) => void>();

  constructor(
    readonly name: TextName,
    written: string,
  ) {
    this.live = new LiveText(written, RECORD_LIMITS.narrativeUnitsMax);
  }

  get watchers(): number {
    return this.#listeners.size;
  }

  get isPending(): boolean {
    return this.live.pending.length > 0;
  }

  tell(event: TextEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  tellChange(change: LiveChange | undefined, officer: string | null): void {
    if (change !== undefined) this.tell({ type: 'change', officer, ...change });
  }

  /** The text as it is, then what happens to it, until the signal is aborted. */
  async *follow(signal: AbortSignal): AsyncGenerator<TextEvent> {
    const waiting: TextEvent[] = [this.#whole()];
    let wake: () => void = () => undefined;
    const listener = (event: TextEvent) => {
      if (waiting.length >= EVENTS_WAITING_MAX) waiting.splice(0, waiting.length, this.#whole());
      else waiting.push(event);
      wake();
    };
    const onAbort = () => wake();
    this.#listeners.add(listener);
    signal.addEventListener('abort', onAbort);
    try {
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.#listeners.delete(listener);
      signal.removeEventListener('abort', onAbort);
    }
  }

  #whole(): TextEvent {
    return { type: 'text', text: this.live.text, revision: this.live.revision };
  }
}
