import type { ChangeSet } from '@codemirror/state';
import { LiaisonError } from '@liaison/protocol';
import { type PendingGroup, rebased, withChange } from './pending-groups.js';
import { applyChange, changeBetween, changeOf, editsOf, type TextEdit } from './text-edit.js';

/** One change of the shared text, as the browsers learn it. */
export interface LiveChange {
  /** What the text is at after it; rises by one. */
  readonly revision: number;
  readonly edits: readonly TextEdit[];
  /** Who sent it, so that a browser knows its own; null where it came from elsewhere. */
  readonly change: string | null;
}

export interface SubmittedEdits<Author> {
  readonly author: Author;
  /** The revision that the edits were made in. */
  readonly base: number;
  readonly edits: readonly TextEdit[];
  /** The browser's name for this change, made once: repeated, it does nothing. */
  readonly change: string;
}

/** So far back may the revision be in which a browser typed, and so many characters may have been typed since. */
const HISTORY_MAX = 2_000;
const HISTORY_CHARACTERS_MAX = 2_000_000;

interface PastChange {
  readonly change: ChangeSet;
  readonly name: string | null;
  /** Characters that it inserted; all of them are kept in memory. */
  readonly inserted: number;
}

/**
 * A text that several browsers type in at once: plain text with revisions, in memory only (WEB-10). What was typed waits
 * in groups by officer until it is written to the log. A change that was made in an older revision is moved over what came
 * since; of two insertions at one place, the one that came here first stands first.
 */
export class LiveText<Author> {
  #text: string;
  /** What the log says, as far as it is known here. */
  #written: string;
  #revision: number;
  readonly #history: PastChange[] = [];
  #remembered = 0;
  #groups: readonly PendingGroup<Author>[] = [];

  constructor(
    written: string,
    private readonly charactersMax: number,
    /**
     * The first revision. Chosen at random, what a browser typed before the text was opened anew is of no revision that is
     * known now, and is not taken for an edit of another text.
     */
    first = 0,
  ) {
    this.#text = written;
    this.#written = written;
    this.#revision = first;
  }

  get text(): string {
    return this.#text;
  }

  get written(): string {
    return this.#written;
  }

  get revision(): number {
    return this.#revision;
  }

  get pending(): readonly PendingGroup<Author>[] {
    return this.#groups;
  }

  /** Takes what an officer typed. Throws `text-revision-unknown`, `text-edit-misplaced`, `text-too-long`. */
  submit({ author, base, edits, change: name }: SubmittedEdits<Author>): LiveChange {
    const known = this.#history.findIndex((one) => one.name === name);
    const first = this.#revision - this.#history.length;
    if (known >= 0) return this.#shown(known);
    if (base < first || base > this.#revision) throw unknownRevision();
    const since = this.#history.slice(base - first);
    let change = changeOf(edits, since[0]?.change.length ?? this.#text.length);
    for (const other of since) change = change.map(other.change);
    if (!edits.every(({ insert }) => insert.isWellFormed())) throw unreadable(this.charactersMax);
    const text = applyChange(this.#text, change);
    if (!text.isWellFormed() || text.length > this.charactersMax) throw unreadable(this.charactersMax);
    this.#groups = withChange(this.#groups, author, change);
    return this.#take(change, name);
  }

  /** The log says something else by now: it is taken in, and what is pending stands on it. Undefined: nothing new. */
  follow(written: string): LiveChange | undefined {
    if (written === this.#written) return undefined;
    const { groups, change } = rebased(this.#groups, changeBetween(this.#written, written));
    this.#written = written;
    this.#groups = groups;
    return this.#take(change, null);
  }

  /** The first group is in the log. */
  settleFirst(): void {
    const [first, ...rest] = this.#groups;
    if (first === undefined) return;
    this.#written = applyChange(this.#written, first.change);
    this.#groups = rest;
  }

  /** What is pending cannot be written: the text says again what the log says. Undefined: nothing was pending. */
  giveUp(): LiveChange | undefined {
    this.#groups = [];
    return this.#text === this.#written ? undefined : this.#take(changeBetween(this.#text, this.#written), null);
  }

  #take(change: ChangeSet, name: string | null): LiveChange {
    this.#text = applyChange(this.#text, change);
    this.#revision += 1;
    const inserted = editsOf(change).reduce((all, { insert }) => all + insert.length, 0);
    this.#history.push({ change, name, inserted });
    this.#remembered += inserted;
    this.#forgetOldest();
    return this.#shown(this.#history.length - 1);
  }

  /** The last change stays, however much it is: whoever made it is answered with it. */
  #forgetOldest(): void {
    while (
      this.#history.length > 1 &&
      (this.#history.length > HISTORY_MAX || this.#remembered > HISTORY_CHARACTERS_MAX)
    ) {
      this.#remembered -= this.#history.shift()?.inserted ?? 0;
    }
  }

  #shown(index: number): LiveChange {
    const { change, name } = this.#history[index] as PastChange;
    return { revision: this.#revision - this.#history.length + index + 1, edits: editsOf(change), change: name };
  }
}

const unreadable = (charactersMax: number) =>
  new LiaisonError(
    'text-too-long',
    'The text would be too long, or hold half a character.',
    `Shorten it to ${charactersMax} characters, or attach it as a file.`,
  );

const unknownRevision = () =>
  new LiaisonError(
    'text-revision-unknown',
    'This change was made in a version of the text that is not known here.',
    'Load the text again; what you typed is kept as a draft.',
  );
