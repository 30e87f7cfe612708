import { LiaisonError, type SpaceId, type WriterId } from '@liaison/protocol';
import type { OpenHome, UnlockedOfficer } from '../home/open-home.js';
import { keepWords, restoreWords } from './kept-words.js';
import { OpenText, type Present, type TextEvent, type TextName } from './open-text.js';
import { changeBetween, editsOf, type TextEdit } from './text-edit.js';
import { writePending, writtenText } from './write-pending.js';

/** What was typed is written after a pause of so long, and at the latest so long after it was typed. */
const PAUSE_MS = 1_500;
const LATEST_MS = 4_000;
const TEXTS_MAX = 200;
const WATCHERS_MAX = 50;

export interface TypedEdits {
  readonly base: number;
  readonly edits: readonly TextEdit[];
  readonly change: string;
}

interface Kept {
  readonly text: OpenText;
  timer: NodeJS.Timeout | undefined;
  /** When the oldest word that waits was typed. */
  waitingSinceMs: number | undefined;
}

/**
 * The texts of one home that pages show and type in (WEB-10). Browsers never see or send bytes of a document: they send
 * edits of plain text, and the node writes each officer's words by that officer's writer.
 */
export class LiveTexts {
  readonly #kept = new Map<string, Kept>();
  readonly #stopListening: () => void;

  constructor(
    private readonly home: OpenHome,
    private readonly onDefect: (error: unknown) => void,
  ) {
    this.#stopListening = home.changes.onChange(({ spaces, everything }) => this.#followLog(spaces, everything));
  }

  /**
   * Throws what `findRecord` throws, `texts-too-many`. Ends when the signal is aborted; then what waits is written at once.
   * `author` is given where the officer may write: what they had typed when the node was killed is put back.
   */
  async *watch(name: TextName, officer: Present, author: UnlockedOfficer | undefined, signal: AbortSignal) {
    const kept = this.#open(name);
    if (kept.text.watchers >= WATCHERS_MAX) throw tooMany();
    const restored = author && this.#restore(kept, author, officer);
    try {
      if (restored !== undefined) yield { type: 'restored', at: restored } satisfies TextEvent;
      yield* kept.text.follow(signal, officer);
    } finally {
      await this.#write(kept).catch(this.onDefect);
    }
  }

  /** Answers once what was typed is kept in the encrypted store. Throws as `watch` and `LiveText.submit` do. */
  async type(
    name: TextName,
    author: UnlockedOfficer,
    officer: string,
    typed: TypedEdits,
  ): Promise<{ revision: number }> {
    const kept = this.#open(name);
    const { writer } = author.certificate.claims;
    const before = kept.text.live.revision;
    const change = kept.text.live.submit({ author: writer, ...typed });
    if (kept.text.live.revision > before) {
      kept.text.authors.set(writer, author);
      kept.text.tellChange(change, officer);
      kept.text.lastChange.set(writer, typed.change);
      this.#writeSoon(kept);
    }
    await this.home.work.command(() => this.#keep(kept.text, writer));
    return { revision: change.revision };
  }

  #keep({ live, name, lastChange }: OpenText, author: WriterId): void {
    const { written, pending: groups } = live;
    if (!groups.some((group) => group.author === author)) return;
    const change = lastChange.get(author) ?? '';
    this.home.replica.transaction(() => keepWords(this.home, name, { author, written, groups, change }));
  }

  #restore(kept: Kept, author: UnlockedOfficer, { name: officer }: Present): string | undefined {
    const { text } = kept;
    const before = text.live.text;
    const { writer } = author.certificate.claims;
    const at = restoreWords(this.home, text, writer);
    if (at === undefined) return undefined;
    text.authors.set(writer, author);
    const edits = editsOf(changeBetween(before, text.live.text));
    text.tell({ type: 'change', officer, revision: text.live.revision, edits, change: null });
    this.#writeSoon(kept);
    return at;
  }

  /** Writes everything that waits; for a node that stops. */
  async close(): Promise<void> {
    this.#stopListening();
    await Promise.all([...this.#kept.values()].map((kept) => this.#write(kept).catch(this.onDefect)));
  }

  #open(name: TextName): Kept {
    const key = JSON.stringify([name.space, name.record, name.field, name.joint]);
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    if (this.#kept.size >= TEXTS_MAX) this.#closeIdle();
    if (this.#kept.size >= TEXTS_MAX) throw tooMany();
    const written = this.home.replica.reading(() => writtenText(this.home.replica, name));
    const first = Number.parseInt(Buffer.from(this.home.replica.context.random.bytes(6)).toString('hex'), 16);
    const kept = { text: new OpenText(name, written, first), timer: undefined, waitingSinceMs: undefined };
    this.#kept.set(key, kept);
    return kept;
  }

  /** Nobody looks, nothing waits: it is read from the log again when it is opened next. */
  #closeIdle(): void {
    for (const [key, { text }] of this.#kept) {
      if (text.watchers === 0 && !text.isPending) this.#kept.delete(key);
    }
  }

  #writeSoon(kept: Kept): void {
    const now = performance.now();
    kept.waitingSinceMs ??= now;
    clearTimeout(kept.timer);
    const waitMs = Math.max(0, Math.min(PAUSE_MS, kept.waitingSinceMs + LATEST_MS - now));
    kept.timer = setTimeout(() => void this.#write(kept).catch(this.onDefect), waitMs);
  }

  async #write(kept: Kept): Promise<void> {
    clearTimeout(kept.timer);
    kept.timer = undefined;
    kept.waitingSinceMs = undefined;
    if (!kept.text.isPending) return;
    try {
      await this.home.work.command(() => {
        if (kept.text.isPending) writePending(this.home, kept.text);
      });
    } catch (error) {
      this.#writeSoon(kept);
      if (!(error instanceof LiaisonError)) throw error;
    }
  }

  /** What came in from elsewhere appears under what is typed. */
  #followLog(spaces: readonly SpaceId[], everything: boolean): void {
    for (const { text } of this.#kept.values()) {
      if (!everything && !spaces.includes(text.name.space)) continue;
      try {
        const written = this.home.replica.reading(() => writtenText(this.home.replica, text.name));
        text.tellChange(text.live.follow(written), null);
      } catch (error) {
        if (!(error instanceof LiaisonError)) this.onDefect(error);
      }
    }
  }
}

const tooMany = () =>
  new LiaisonError(
    'texts-too-many',
    'Too many texts are open at this desk.',
    'Close pages that nobody types in, then try again.',
  );
