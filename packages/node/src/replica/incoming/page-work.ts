import { type OpenedEntry, openWireEntry } from '@liaison/ledger';
import {
  decodePage,
  type EntryId,
  encodePage,
  type MemberCode,
  orThrow,
  type Result,
  success,
  type WireEntry,
  type WriterId,
} from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import type { PendingRow, SpaceRow } from '@liaison/store';
import { missingForPin } from '../applying/carried-pin.js';
import { holdEntry } from '../applying/hold-entry.js';
import type { EntryJudging } from '../applying/judge-entry.js';
import { type Place, placeEntry } from '../applying/place-entry.js';
import { isCovered } from '../applying/recall.js';
import type { TouchedSections } from '../derived/touched-sections.js';
import type { ReplicaContext } from '../replica-context.js';
import { noticeCopy } from '../rights/copied-home.js';
import { BroughtSpaces } from './brought-spaces.js';
import { neededInPage } from './named-entries.js';
import { failed, putRefusal, recallMissing, spaceUnknown, wrongSignature } from './page-refusals.js';
import { QuarantineAccount } from './quarantine-account.js';
import { checkSignatures, type SignatureState } from './signature-checks.js';
import { repairEntry } from './signature-repair.js';
import { isSurplus, mayCount } from './surplus.js';
import { type Wait, WaitingEntries } from './waiting-entries.js';

/** What became of the entries of a page. */
export interface PageCounts {
  entries: number;
  duplicates: number;
  pending: number;
  quarantined: number;
}

/** An entry as it came, opened, with what its signature is worth. */
export interface ArrivedEntry {
  readonly wire: WireEntry;
  readonly entry: OpenedEntry;
  readonly state: SignatureState;
}

export interface PageSource {
  readonly peer: WriterId;
  /** What this home has held already: judged again, and all of it kept, since nobody else may have it (DIR-6). */
  readonly isOwn: boolean;
}

/** One page inside its transaction. */
export class PageWork {
  /** What entries of this page that may count lead to; found out once it is asked for. */
  #needed: ReadonlySet<EntryId> | undefined;
  #page: readonly OpenedEntry[] = [];
  /** Held now, and not yet asked who waited for it. */
  readonly #arrived: EntryId[] = [];
  readonly #waiting: WaitingEntries;
  readonly #quarantine: QuarantineAccount;
  /** What the page brought of each space, and whether it might. */
  readonly brought: BroughtSpaces;

  constructor(
    private readonly context: ReplicaContext,
    private readonly source: PageSource,
    private readonly counts: PageCounts,
    private readonly touched: TouchedSections,
  ) {
    this.#waiting = new WaitingEntries(context, source.peer);
    this.#quarantine = new QuarantineAccount(context);
    this.brought = new BroughtSpaces(context, source.peer);
  }

  take(entries: readonly ArrivedEntry[]): void {
    this.#page = entries.map(({ entry }) => entry);
    this.brought.lookAtSender(this.#page.map(({ claims }) => claims.space));
    for (const { entry, wire, state } of entries) {
      const known = this.context.store.entries.byId(entry.id);
      if (known !== undefined) {
        this.brought.knew(known.space);
        this.counts.duplicates += 1;
        if (!known.signatureChecked) repairEntry(this.context, known, entry, this.touched);
        continue;
      }
      if (state === 'wrong') throw wrongSignature(entry);
      const waitsFor =
        state === 'unknown-writer' ? `writer:${entry.claims.writer}` : this.#hold({ entry, wire, state });
      if (waitsFor !== undefined) this.#wait(entry, wire, waitsFor);
    }
  }

  /**
   * Takes entries that this home has held already and now judges again: one that does not fit any more is set aside and
   * keeps none of the others. What has lost its author for now, as between the roster that ends a root and the directory
   * under the next one, waits whatever there is of it: it was held once.
   */
  takeAgain(entries: readonly ArrivedEntry[]): void {
    this.#page = entries.map(({ entry }) => entry);
    this.#needed = undefined;
    for (const arrived of entries) {
      const outcome = this.#tryHold(arrived, this.source.peer, false);
      if (!outcome.ok) putRefusal(this.context, this.source.peer, encodePage([arrived.wire]), outcome.error);
      else if (outcome.value !== null)
        this.#waiting.keep(arrived.entry, arrived.wire, this.#waitOf(arrived.entry, outcome.value));
      else this.#releaseAll();
    }
  }

  /** Returns what the entry waits for, or undefined once it is held together with all that waited for it. */
  #hold(arrived: ArrivedEntry): string | undefined {
    const outcome = orThrow(this.#tryHold(arrived, this.source.peer, true));
    this.#releaseAll();
    return outcome ?? undefined;
  }

  /**
   * Fails, and has changed nothing, where the entry does not fit its log. Only entries of this page are counted: a sender
   * must not hear of more entries than it sent.
   */
  #tryHold(
    { entry, wire, state }: ArrivedEntry,
    peer: WriterId,
    counted: boolean,
    waited?: PendingRow,
  ): Result<string | null> {
    const { context } = this;
    const isOwn = waited === undefined ? this.source.isOwn : waited.peer === context.home;
    const placed = this.#placeOf(entry);
    if (!placed.ok) return placed;
    if (typeof placed.value === 'string') return success(placed.value);
    const { author, place, space } = placed.value;
    // nothing leaves a home before it is kept, so what comes home without being here was signed by a copy or before a restore
    if (author.claims.home === context.home && this.source.peer !== context.home) noticeCopy(context, 'own-entries');
    const lacksContent = isUncovered(context, entry, { place, member: author.claims.member, space });
    if (lacksContent && !isOwn) return failed(recallMissing(entry));
    if (space !== undefined && !isOwn && this.#isSurplus({ entry, author, place }, space, peer)) {
      if (counted) this.counts.quarantined += 1;
      return success(null);
    }
    const toHold = { entry, author, place, space, signatureChecked: state === 'checked', isOwn };
    const held = holdEntry(context, toHold, this.touched);
    if (held === undefined) return { ok: false, error: spaceUnknown(entry) };
    // its recall counts no longer: it is fetched again from whoever has it whole (RCL-6)
    if (lacksContent) {
      context.store.entries.setChecked(held.row, true);
      context.standings.forget(held.space.row);
    }
    // what this home held before it lost its author for a while is no part of what a page brings
    if (waited === undefined || !isOwn)
      this.brought.took(held.space.row, { row: held.log, seq: entry.claims.seq }, waited);
    if (!held.counts && !this.#isNeeded(entry.id)) this.#quarantine.took(peer, held.row, held.space.row, wire);
    if (counted) this.counts.entries += 1;
    if (counted && !held.counts) this.counts.quarantined += 1;
    this.#arrived.push(entry.id);
    return success(null);
  }

  /** By whom an entry is and where its log has it, or what it waits for. */
  #placeOf(entry: OpenedEntry): Result<string | EntryJudging> {
    const { authority, store } = this.context;
    const author = authority.certificate(entry.claims.writer);
    if (author === undefined) return success(`writer:${entry.claims.writer}`);
    const missing = entry.operations.flatMap((operation) => missingForPin(authority, operation) ?? [])[0];
    if (missing !== undefined) return success(missing);
    const space = store.spaces.byId(entry.claims.space);
    const placement = placeEntry(this.context, entry, space);
    if (!placement.ok) return placement;
    return success(
      'waitsFor' in placement.value ? placement.value.waitsFor : { entry, author, space, place: placement.value.place },
    );
  }

  /** More of what does not count than is kept, unless something that may count was written after having seen it. */
  #isSurplus(judging: Omit<EntryJudging, 'space'>, space: SpaceRow, peer: WriterId): boolean {
    const isFull = this.#quarantine.isFull(peer, space.row);
    return isSurplus(this.context, judging, space, isFull) && !this.#isNeeded(judging.entry.id);
  }

  #isNeeded(id: EntryId): boolean {
    this.#needed ??= neededInPage(this.#page, (entry) => mayCount(this.context, entry));
    return this.#needed.has(id) || this.context.store.setAside.isNeeded(id);
  }

  /** Takes up what waited for what was held. Thousands may wait in one chain, so they are a queue and no recursion. */
  #releaseAll(): void {
    for (let id = this.#arrived.pop(); id !== undefined; id = this.#arrived.pop()) {
      for (const row of this.context.store.setAside.waitingFor(id)) this.#takeUp(row);
    }
  }

  /** Takes up an entry that waited, and all that waited for it. */
  takeUp(row: PendingRow): void {
    this.brought.lookAtSender([row.space]);
    this.#takeUp(row);
    this.#releaseAll();
  }

  /**
   * What turns out not to fit is dropped and kept as a refusal, and what goes on waiting does so for the peer that brought
   * it: whoever brought the missing piece is not to blame.
   */
  #takeUp(row: PendingRow): void {
    this.context.store.setAside.dropPending(row.id);
    const [wire] = orThrow(decodePage(row.wire)) as [WireEntry];
    const entry = orThrow(openWireEntry(wire, skeletonOf));
    if (this.context.store.entries.byId(entry.id) !== undefined) return;
    const [state] = checkSignatures([entry], (writer) => this.context.authority.certificate(writer));
    const outcome =
      state === 'wrong'
        ? failed(wrongSignature(entry))
        : this.#tryHold({ entry, wire, state: 'checked' }, row.peer as WriterId, false, row);
    if (!outcome.ok) putRefusal(this.context, row.peer as WriterId, row.wire, outcome.error);
    else if (outcome.value !== null) this.#waiting.waitOn(row, outcome.value);
    else if (row.peer === this.source.peer) this.#waiting.recount();
  }

  #wait(entry: OpenedEntry, wire: WireEntry, missing: string): void {
    const space = this.context.store.spaces.byId(entry.claims.space);
    if (space !== undefined) this.brought.letWait(space.row);
    else if (entry.claims.lane === 'record') throw spaceUnknown(entry);
    this.#waiting.put(entry, wire, this.#waitOf(entry, missing));
    this.counts.pending += 1;
  }

  #waitOf(entry: OpenedEntry, missing: string): Wait {
    return { missing, needed: mayCount(this.context, entry) || this.#isNeeded(entry.id) };
  }
}

/** A skeleton is accepted only with the recall that covers it (RCL-5). */
function isUncovered(
  context: ReplicaContext,
  entry: OpenedEntry,
  { place, member, space }: { place: Place; member: MemberCode; space: SpaceRow | undefined },
): boolean {
  return entry.operations.some(({ purged, header }) => {
    if (!purged) return false;
    const edit = { place, seq: entry.claims.seq, member };
    return space === undefined || header?.op !== 'edit' || !isCovered(context, space.row, header, edit);
  });
}
