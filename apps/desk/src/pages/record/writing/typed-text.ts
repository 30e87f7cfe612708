import type { ChangeSet, Text } from '@codemirror/state';
import { changeBetween, changeOf, editsOf, type TextEdit, textOf } from './text-changes.js';

/** The whole text, or one change of it, as the node tells them. */
export type TextNews =
  | { readonly type: 'text'; readonly text: string; readonly revision: number }
  | {
      readonly type: 'change';
      readonly revision: number;
      readonly edits: readonly TextEdit[];
      readonly change: string | null;
    };

/** What is to be sent; sent again it is the same, so that the node makes it once. */
export interface SentChange {
  readonly base: number;
  readonly edits: readonly TextEdit[];
  readonly change: string;
}

interface UnderWay extends SentChange {
  /** The same over what came since. */
  readonly moved: ChangeSet;
  /** The revision in which the node says it has made it. */
  readonly madeAt?: number;
}

/**
 * What one page shows of a text that several type in (WEB-10): what the node has told, over it one change that is under way, and
 * over that what was typed since. What others type arrives under the page's own. No words are lost where the line breaks or the
 * node is started anew: a change is known by its name, so it is found out whether the node has made it before it is made again.
 */
export class TypedText {
  #told: Text;
  #revision: number;
  #sent: UnderWay | undefined;
  #typed: ChangeSet | undefined;
  /** What came after a whole text that cannot be taken yet: first it must be known whether it holds what is under way. */
  #waiting: TextNews[] = [];

  constructor(text: string, revision: number) {
    this.#told = textOf(text);
    this.#revision = revision;
  }

  get text(): string {
    let text = this.#told;
    if (this.#sent !== undefined) text = this.#sent.moved.apply(text);
    return (this.#typed?.apply(text) ?? text).toString();
  }

  /** Everything that was typed has been told back by the node. */
  get isTold(): boolean {
    return this.#sent === undefined && this.#typed === undefined;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Typed here; the editor shows it already. */
  type(change: ChangeSet): void {
    if (!change.empty) this.#typed = this.#typed?.compose(change) ?? change;
  }

  /** What is to be sent now; the same again until the node has told it back or refused it. */
  toSend(newName: () => string): SentChange | undefined {
    if (this.#sent === undefined && this.#typed !== undefined) {
      this.#sent = { base: this.#revision, edits: editsOf(this.#typed), change: newName(), moved: this.#typed };
      this.#typed = undefined;
    }
    return this.#sent?.madeAt === undefined ? this.#sent : undefined;
  }

  /** The node has made the change, in this revision. Returns what the editor is to show besides. */
  made(change: string, revision: number): ChangeSet[] {
    if (this.#sent?.change !== change) return [];
    this.#sent = { ...this.#sent, madeAt: revision };
    return this.#takeWaiting();
  }

  /** The node has not made the change and will not: it is as if it were typed just now. */
  notMade(change: string): ChangeSet[] {
    if (this.#sent?.change !== change) return [];
    this.#typed = this.#typed === undefined ? this.#sent.moved : this.#sent.moved.compose(this.#typed);
    this.#sent = undefined;
    return this.#takeWaiting();
  }

  /** Takes what the node tells. Returns changes for the editor, in order. */
  hear(news: TextNews): ChangeSet[] {
    this.#waiting.push(news);
    return this.#takeWaiting();
  }

  #takeWaiting(): ChangeSet[] {
    const shown: ChangeSet[] = [];
    for (let [news] = this.#waiting; news !== undefined; [news] = this.#waiting) {
      if (news.type === 'text' && this.#sent !== undefined && this.#sent.madeAt === undefined) break;
      this.#waiting = this.#waiting.slice(1);
      const change = news.type === 'text' ? this.#takeWhole(news) : this.#takeChange(news);
      if (change !== undefined && !change.empty) shown.push(change);
    }
    return shown;
  }

  #takeWhole({ text, revision }: { readonly text: string; readonly revision: number }): ChangeSet {
    if (this.#sent?.madeAt !== undefined && this.#sent.madeAt <= revision) {
      this.#told = this.#sent.moved.apply(this.#told);
      this.#sent = undefined;
    }
    this.#revision = revision;
    return this.#takeOther(changeBetween(this.#told.toString(), text));
  }

  #takeChange({ revision, edits, change }: Extract<TextNews, { type: 'change' }>): ChangeSet | undefined {
    const arriving = changeOf(edits, this.#told.length);
    this.#revision = revision;
    if (change === null || change !== this.#sent?.change) return this.#takeOther(arriving);
    this.#told = arriving.apply(this.#told);
    this.#sent = undefined;
    return undefined;
  }

  #takeOther(change: ChangeSet): ChangeSet {
    this.#told = change.apply(this.#told);
    let arriving = change;
    if (this.#sent !== undefined) {
      const moved = this.#sent.moved.map(arriving);
      arriving = arriving.map(this.#sent.moved, true);
      this.#sent = { ...this.#sent, moved };
    }
    if (this.#typed !== undefined) {
      const typed = this.#typed.map(arriving);
      arriving = arriving.map(this.#typed, true);
      this.#typed = typed;
    }
    return arriving;
  }
}
