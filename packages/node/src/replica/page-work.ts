import { covers, type LogPosition, type OpenedEntry, openWireEntry } from '@liaison/ledger';
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
import { missingForPin } from './carried-pin.js';
import { claimedTime } from './clock.js';
import { entitlementOf } from './entitlement.js';
import { holdEntry } from './hold-entry.js';
import { WAITING_PER_PEER } from './limits.js';
import {
  failed,
  notEntitled,
  putRefusal,
  recallMissing,
  spaceUnknown,
  tooManyPending,
  wrongSignature,
} from './page-refusals.js';
import { type Place, placeEntry } from './place-entry.js';
import { isCovered } from './recall.js';
import type { ReplicaContext } from './replica-context.js';
import { checkSignatures, type SignatureState } from './signature-checks.js';
import { repairEntry } from './signature-repair.js';
import { isSurplus } from './surplus.js';
import type { TouchedSections } from './touched-sections.js';

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

/** One page inside its transaction. */
export class PageWork {
  /** What was taken, by space; null: something that waits, whose place is not known. */
  readonly #spaces = new Map<number, (LogPosition | null)[]>();
  /** What entries of this page name as their past. */
  readonly #named = new Set<EntryId>();
  /** Held now, and not yet asked who waited for it. */
  readonly #arrived: EntryId[] = [];
  /** Entries that wait for this peer; counted once, since counting them for each would be quadratic. */
  #waiting: { count: number; bytes: number } | undefined;

  constructor(
    private readonly context: ReplicaContext,
    private readonly peer: WriterId,
    private readonly counts: PageCounts,
    private readonly touched: TouchedSections,
    /** What this home has held already: judged again, and all of it kept, since nobody else may have it (DIR-6). */
    private readonly isOwn = false,
  ) {}

  take(entries: readonly ArrivedEntry[]): void {
    for (const { entry } of entries) for (const id of namedBy(entry)) this.#named.add(id);
    for (const { entry, wire, state } of entries) {
      const known = this.context.store.entries.byId(entry.id);
      if (known !== undefined) {
        this.counts.duplicates += 1;
        if (!known.signatureChecked) repairEntry(this.context, known, entry, this.touched);
        continue;
      }
      if (state === 'wrong') throw wrongSignature(entry);
      const waitsFor =
        state === 'unknown-writer' ? `writer:${entry.claims.writer}` : this.#hold(entry, state === 'checked');
      if (waitsFor !== undefined) this.#wait(entry, wire, waitsFor);
    }
  }

  /**
   * Takes entries that this home has held already and now judges again: one that does not fit any more is set aside and
   * keeps none of the others.
   */
  takeAgain(entries: readonly ArrivedEntry[]): void {
    for (const { entry } of entries) for (const id of namedBy(entry)) this.#named.add(id);
    for (const { entry, wire, state } of entries) {
      const outcome = this.#tryHold(entry, state === 'checked', false);
      if (!outcome.ok) putRefusal(this.context, this.peer, encodePage([wire]), outcome.error);
      else if (outcome.value !== null) this.#wait(entry, wire, outcome.value);
      else this.#releaseAll();
    }
  }

  /** What this home may not hold is refused before it is stored: the transaction is undone (SPC-6). */
  checkEntitlement(): void {
    const refused = [...this.#spaces].filter(([row, taken]) => !mayTake(this.context, row, taken));
    const ids = refused.flatMap(([row]) => this.context.store.spaces.byRow(row)?.id ?? []);
    if (ids.length > 0) throw notEntitled(ids);
  }

  #took(space: number, position: LogPosition | null): void {
    const taken = this.#spaces.get(space);
    if (taken === undefined) this.#spaces.set(space, [position]);
    else taken.push(position);
  }

  /** Returns what the entry waits for, or undefined once it is held together with all that waited for it. */
  #hold(entry: OpenedEntry, signatureChecked: boolean): string | undefined {
    const outcome = orThrow(this.#tryHold(entry, signatureChecked, true));
    this.#releaseAll();
    return outcome ?? undefined;
  }

  /**
   * Fails, and has changed nothing, where the entry does not fit its log. Only entries of this page are counted: a sender
   * must not hear of more entries than it sent.
   */
  #tryHold(entry: OpenedEntry, signatureChecked: boolean, counted: boolean): Result<string | null> {
    const { context } = this;
    const author = context.authority.certificate(entry.claims.writer);
    if (author === undefined) return success(`writer:${entry.claims.writer}`);
    const missing = entry.operations.flatMap((operation) => missingForPin(context.authority, operation) ?? [])[0];
    if (missing !== undefined) return success(missing);
    const space = context.store.spaces.byId(entry.claims.space);
    const placement = placeEntry(context, entry, space);
    if (!placement.ok) return placement;
    if ('waitsFor' in placement.value) return success(placement.value.waitsFor);
    const { place } = placement.value;
    const lacksContent = isUncovered(context, entry, { place, member: author.claims.member, space });
    if (lacksContent && !this.isOwn) return failed(recallMissing(entry));
    if (space !== undefined && !this.isOwn && this.#isSurplus(entry, place, space)) {
      if (counted) this.counts.quarantined += 1;
      return success(null);
    }
    const toHold = { entry, author, place, space, signatureChecked, isOwn: this.isOwn };
    const held = holdEntry(context, toHold, this.touched);
    if (held === undefined) return { ok: false, error: spaceUnknown(entry) };
    // its recall counts no longer: it is fetched again from whoever has it whole (RCL-6)
    if (lacksContent) {
      context.store.entries.setChecked(held.row, true);
      context.standings.forget(held.space.row);
    }
    this.#took(held.space.row, { row: held.log, seq: entry.claims.seq });
    if (counted) this.counts.entries += 1;
    if (counted && !held.counts) this.counts.quarantined += 1;
    this.#arrived.push(entry.id);
    return success(null);
  }

  /** More of what does not count than is kept, unless something was written after having seen it. */
  #isSurplus(entry: OpenedEntry, place: Place, space: SpaceRow): boolean {
    if (this.#named.has(entry.id) || this.context.store.setAside.waitingFor(entry.id).length > 0) return false;
    return isSurplus(this.context, entry, place, space);
  }

  /** Takes up what waited for what was held. Thousands may wait in one chain, so they are a queue and no recursion. */
  #releaseAll(): void {
    for (let id = this.#arrived.pop(); id !== undefined; id = this.#arrived.pop()) {
      for (const row of this.context.store.setAside.waitingFor(id)) this.#takeUp(row);
    }
  }

  /** Takes up an entry that waited, and all that waited for it. */
  takeUp(row: PendingRow): void {
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
    const outcome = state === 'wrong' ? failed(wrongSignature(entry)) : this.#tryHold(entry, true, false);
    if (!outcome.ok) putRefusal(this.context, row.peer as WriterId, row.wire, outcome.error);
    else if (outcome.value !== null) this.context.store.setAside.putPending({ ...row, missing: outcome.value });
    else if (row.peer === this.peer) this.#waiting = undefined;
  }

  #wait(entry: OpenedEntry, wire: WireEntry, missing: string): void {
    const { setAside, spaces } = this.context.store;
    const space = spaces.byId(entry.claims.space);
    if (space !== undefined) this.#took(space.row, null);
    else if (entry.claims.lane === 'record') throw spaceUnknown(entry);
    const bytes = encodePage([wire]);
    if (!setAside.hasPending(entry.id))
      this.#countWaiting(bytes.length, space === undefined || !/^[A-Za-z0-9_-]{43}$/.test(missing));
    setAside.putPending({
      id: entry.id,
      space: entry.claims.space,
      missing,
      peer: this.peer,
      wire: bytes,
      at: claimedTime(this.context.clock),
    });
    this.counts.pending += 1;
  }

  /** What waits is bounded per peer, and small while neither its space nor its author is known (PAG-6). */
  #countWaiting(bytes: number, isStranger: boolean): void {
    const { entriesMax, bytesMax, strangerBytesMax } = WAITING_PER_PEER;
    this.#waiting ??= { ...this.context.store.setAside.pendingOf(this.peer) };
    const { count, bytes: held } = this.#waiting;
    if (count >= entriesMax || held + bytes > bytesMax || (isStranger && bytes > strangerBytesMax))
      throw tooManyPending();
    this.#waiting = { count: count + 1, bytes: held + bytes };
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

/** A home whose member was removed takes what says so, and nothing else (SPC-10). */
function mayTake(context: ReplicaContext, space: number, taken: readonly (LogPosition | null)[]): boolean {
  const entitlement = entitlementOf(context, context.home, space);
  if (entitlement !== 'farewell') return entitlement === 'all';
  const farewell = context.standings.farewellTo(context.member, space);
  return taken.every((position) => position !== null && farewell !== undefined && covers(farewell.held, position));
}

const namedBy = ({ claims }: OpenedEntry): EntryId[] =>
  claims.prev === null ? claims.heads : [claims.prev, ...claims.heads];
