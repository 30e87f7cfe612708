import type { ChangeSet } from '@codemirror/state';
import type { DeskRouter } from '@liaison/node';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { type CallFailure, failureOf } from '../../../calls/call-failure.js';
import { deskClient } from '../../../calls/desk.js';
import { noticeSession } from '../../../calls/session-state.js';
import { TypedText } from './typed-text.js';

export type TextName = inferRouterInputs<DeskRouter>['text']['watch'];
type Watched = inferRouterOutputs<DeskRouter>['text']['watch'];
export type TextEvent = Watched extends AsyncIterable<infer Each> ? Each : never;

/** What the page says about a text besides showing it. */
export type LineNews =
  /** The text as a whole, when it is first known. */
  | { readonly type: 'opened'; readonly text: string }
  /** Typed elsewhere, for the editor. */
  | { readonly type: 'arrived'; readonly change: ChangeSet }
  | { readonly type: 'typing'; readonly officer: string }
  | Extract<TextEvent, { type: 'present' | 'restored' | 'problem' }>
  /** How far what was typed has come. */
  | { readonly type: 'progress'; readonly progress: Progress }
  /** A call failed; null: calls are answered again. */
  | { readonly type: 'failed'; readonly failure: CallFailure | null };

/** `typed`: in this page alone; `kept`: kept by the node; `written`: in the record. */
export type Progress = 'typed' | 'kept' | 'written';

/** The node says for certain that it has not made the change. */
const NOT_MADE: readonly string[] = ['text-revision-unknown', 'text-edit-misplaced', 'text-too-long'];
const AGAIN_MS = 1_000;

/**
 * The line of one editor to the node: sends what is typed, one change at a time, and hears what others type. Open it while the
 * session is open; closed and opened again it goes on with what was typed meanwhile.
 */
export class TextLine {
  #text: TypedText | undefined;
  #stop: (() => void) | undefined;
  #sending = false;
  #writtenTo = -1;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly name: TextName,
    private readonly tell: (news: LineNews) => void,
  ) {}

  open(): void {
    const { unsubscribe } = deskClient.text.watch.subscribe(this.name, {
      onData: (event) => this.#hear(event),
      onError: (error) => this.#failed(failureOf(error)),
    });
    this.#stop = unsubscribe;
    void this.#send();
  }

  close(): void {
    this.#stop?.();
    this.#stop = undefined;
    clearTimeout(this.#again);
  }

  type(change: ChangeSet): void {
    this.#text?.type(change);
    this.#tellProgress();
    void this.#send();
  }

  #hear(event: TextEvent): void {
    if (event.type === 'text' && this.#text === undefined) {
      this.#text = new TypedText(event.text, event.revision);
      this.#writtenTo = event.revision;
      this.tell({ type: 'opened', text: event.text });
    } else if (event.type === 'text' || event.type === 'change') {
      this.#show(this.#text?.hear(event) ?? []);
      if (event.type === 'change' && event.officer !== null) this.tell({ type: 'typing', officer: event.officer });
    } else if (event.type === 'written') this.#writtenTo = event.revision;
    else this.tell(event);
    this.#tellProgress();
    void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#stop === undefined) return;
    const sent = this.#text?.toSend(() => crypto.randomUUID());
    if (sent === undefined) return;
    this.#sending = true;
    try {
      const { base, edits, change } = sent;
      const { revision } = await deskClient.text.type.mutate({ ...this.name, base, edits: [...edits], change });
      this.#show(this.#text?.made(change, revision) ?? []);
      this.tell({ type: 'failed', failure: null });
      this.#sending = false;
      this.#tellProgress();
      await this.#send();
    } catch (error) {
      this.#sending = false;
      const failure = failureOf(error);
      if (NOT_MADE.includes(failure.code)) this.#show(this.#text?.notMade(sent.change) ?? []);
      this.#failed(failure);
    }
  }

  /** What was typed stays in the page; what may pass is tried again. */
  #failed(failure: CallFailure): void {
    if (noticeSession(failure.code)) return;
    clearTimeout(this.#again);
    // A revision that is not known: the node was started anew, and its whole text is on the way or must be asked for.
    if (failure.code === 'text-revision-unknown') this.#again = setTimeout(() => this.#reopen(), 0);
    else if (failure.code !== 'text-too-long') this.#again = setTimeout(() => this.#reopen(), AGAIN_MS);
    if (failure.code !== 'text-revision-unknown') this.tell({ type: 'failed', failure });
  }

  #reopen(): void {
    if (this.#stop === undefined) return;
    this.close();
    this.open();
  }

  #show(changes: readonly ChangeSet[]): void {
    for (const change of changes) this.tell({ type: 'arrived', change });
  }

  #tellProgress(): void {
    const text = this.#text;
    if (text === undefined) return;
    // What is told back is kept only once the node has answered.
    const progress = !text.isTold || this.#sending ? 'typed' : text.revision > this.#writtenTo ? 'kept' : 'written';
    this.tell({ type: 'progress', progress });
  }
}
