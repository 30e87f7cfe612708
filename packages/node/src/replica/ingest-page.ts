import { type OpenedEntry, openWireEntry } from '@liaison/ledger';
import {
  decodePage,
  type EntryId,
  encodePage,
  LiaisonError,
  type Result,
  type SpaceId,
  success,
  type WireEntry,
  type WriterId,
} from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import type { PendingRow } from '@liaison/store';
import type { IngestReport } from '@liaison/sync';
import { pinnedWriter } from './apply-control.js';
import { claimedTime } from './clock.js';
import { mayHold } from './entitlement.js';
import { holdEntry } from './hold-entry.js';
import { placeEntry } from './place-entry.js';
import { projectSections } from './project-section.js';
import type { ReplicaContext } from './replica-context.js';
import { checkSignatures } from './signature-checks.js';
import { TouchedSections } from './touched-sections.js';

/** Entries that may wait per peer, and refusals kept per peer for inspection. */
const PENDING_PER_PEER_MAX = 10_000;
const REFUSALS_PER_PEER_KEPT = 1_000;
const REFUSED_BYTES_KEPT = 65_536;

type Counts = { entries: number; duplicates: number; pending: number; quarantined: number };

/**
 * Takes a page from a peer: size, decode, verify, authorise, validate and apply, in that order and in one transaction
 * (PAG-5). A fault in the chain refuses the whole page; a space that this home may not hold, or
 * whose beginning it does not have, is left out and keeps none of the others. What was refused is kept for inspection, never as data.
 */
export function ingestPage(context: ReplicaContext, peer: WriterId, bytes: Uint8Array): IngestReport {
  const leftOut = new Map<SpaceId, SpaceLeftOut>();
  for (;;) {
    try {
      const counts = takePage(context, peer, bytes, leftOut);
      const [first] = leftOut.values();
      return first === undefined ? counts : { ...counts, refused: keepRefusal(context, peer, bytes, first) };
    } catch (error) {
      context.standings.forgetAll();
      if (!(error instanceof LiaisonError)) throw error;
      const again = error instanceof SpaceLeftOut && !leftOut.has(error.space);
      if (!again) return { ...NOTHING, refused: keepRefusal(context, peer, bytes, error) };
      leftOut.set(error.space, error);
    }
  }
}

const NOTHING: Counts = { entries: 0, duplicates: 0, pending: 0, quarantined: 0 };

/** One attempt at a page without these spaces, in one transaction. */
function takePage(context: ReplicaContext, peer: WriterId, bytes: Uint8Array, leftOut: ReadonlyMap<SpaceId, SpaceLeftOut>): Counts {
  const counts = { ...NOTHING };
  const all = orThrow(decodePage(bytes)).map((wire) => ({ wire, entry: orThrow(openWireEntry(wire, skeletonOf)) }));
  const taken = all.filter(({ entry }) => !leftOut.has(entry.claims.space));
  context.store.transaction(() => {
    const touched = new TouchedSections();
    const work = new PageWork(context, peer, counts, touched);
    work.take(
      taken.map(({ wire }) => wire),
      taken.map(({ entry }) => entry),
    );
    work.checkEntitlement();
    projectSections(context, touched);
  });
  return counts;
}

function orThrow<T>(result: { ok: true; value: T } | { ok: false; error: LiaisonError }): T {
  if (!result.ok) throw result.error;
  return result.value;
}

/** Failures of this machine and not of the page. */
const OWN_FAILURES = new Set([
  'disk-full',
  'database-damaged',
  'database-busy',
  'database-io-failed',
  'database-read-only',
]);

/** What this home may not hold is not kept for inspection either (SPC-6). */
const MAY_NOT_BE_HELD = new Set(['space-not-entitled', 'space-unknown']);

function keepRefusal(context: ReplicaContext, peer: WriterId, bytes: Uint8Array, error: LiaisonError) {
  if (OWN_FAILURES.has(error.code)) throw error;
  context.store.transaction(() => putRefusal(context, peer, bytes, error));
  return { code: error.code, message: error.message };
}

function putRefusal(context: ReplicaContext, peer: WriterId, bytes: Uint8Array, error: LiaisonError): void {
  const { code, message, data } = error;
  const entry = typeof data.id === 'string' ? data.id : null;
  const kept = bytes.subarray(0, MAY_NOT_BE_HELD.has(code) ? 0 : REFUSED_BYTES_KEPT);
  const row = { at: claimedTime(context.clock), peer, code, message, entry, writer: null, bytes: kept };
  context.store.setAside.putRefusal(row, REFUSALS_PER_PEER_KEPT);
}

/** One page inside its transaction. */
class PageWork {
  readonly #spaces = new Set<number>();
  /** Held now, and not yet asked who waited for it. */
  readonly #arrived: EntryId[] = [];
  /** Entries that wait for this peer; counted once, since counting them for each would be quadratic. */
  #waiting: number | undefined;

  constructor(
    private readonly context: ReplicaContext,
    private readonly peer: WriterId,
    private readonly counts: Counts,
    private readonly touched: TouchedSections,
  ) {}

  take(wires: readonly WireEntry[], opened: readonly OpenedEntry[]): void {
    const states = checkSignatures(opened, (writer) => this.context.authority.certificate(writer));
    for (const [index, entry] of opened.entries()) {
      if (this.context.store.entries.byId(entry.id) !== undefined) {
        this.counts.duplicates += 1;
        continue;
      }
      const state = states[index];
      if (state === 'wrong') throw wrongSignature(entry);
      const waitsFor =
        state === 'unknown-writer' ? `writer:${entry.claims.writer}` : this.#hold(entry, state === 'checked');
      if (waitsFor !== undefined) this.#wait(entry, wires[index] as WireEntry, waitsFor);
    }
  }

  /** What this home may not hold is refused before it is stored: the transaction is undone (SPC-6). */
  checkEntitlement(): void {
    for (const row of this.#spaces) {
      const space = this.context.store.spaces.byRow(row);
      if (space === undefined || mayHold(this.context, this.context.home, row)) continue;
      throw notEntitled(space.id);
    }
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
    for (const operation of entry.operations) {
      const pinned = operation.header?.op === 'pin' ? pinnedWriter(operation) : undefined;
      if (pinned !== undefined && context.authority.certificate(pinned) === undefined)
        return success(`writer:${pinned}`);
    }
    const space = context.store.spaces.byId(entry.claims.space);
    const placement = placeEntry(context, entry, space);
    if (!placement.ok) return placement;
    if ('waitsFor' in placement.value) return success(placement.value.waitsFor);
    const { place } = placement.value;
    const held = holdEntry(context, entry, author, place, space, signatureChecked, this.touched);
    if (held === undefined) return { ok: false, error: spaceUnknown(entry) };
    this.#spaces.add(held.space.row);
    if (counted) this.counts.entries += 1;
    if (counted && !held.counts) this.counts.quarantined += 1;
    this.#arrived.push(entry.id);
    return success(null);
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
    else if (row.peer === this.peer && this.#waiting !== undefined) this.#waiting -= 1;
  }

  #wait(entry: OpenedEntry, wire: WireEntry, missing: string): void {
    const { setAside, spaces } = this.context.store;
    const space = spaces.byId(entry.claims.space);
    if (space !== undefined) this.#spaces.add(space.row);
    else if (entry.claims.lane === 'record') throw spaceUnknown(entry);
    if (!setAside.hasPending(entry.id)) {
      this.#waiting ??= setAside.pendingOf(this.peer);
      if (this.#waiting >= PENDING_PER_PEER_MAX) throw tooManyPending();
      this.#waiting += 1;
    }
    setAside.putPending({
      id: entry.id,
      space: entry.claims.space,
      missing,
      peer: this.peer,
      wire: encodePage([wire]),
      at: claimedTime(this.context.clock),
    });
    this.counts.pending += 1;
  }
}

/**
 * Takes up entries that waited for these writers' certificates, each in a transaction of its own: one that this home may
 * not hold, or that does not fit, is set aside and keeps none of the others.
 */
export function releaseWriters(context: ReplicaContext, writers: Iterable<WriterId>): void {
  for (const writer of writers) {
    for (const row of context.store.setAside.waitingFor(`writer:${writer}`)) releaseOne(context, row);
  }
}

function releaseOne(context: ReplicaContext, row: PendingRow): void {
  const counts: Counts = { entries: 0, duplicates: 0, pending: 0, quarantined: 0 };
  try {
    context.store.transaction(() => {
      const touched = new TouchedSections();
      const work = new PageWork(context, row.peer as WriterId, counts, touched);
      work.takeUp(row);
      work.checkEntitlement();
      projectSections(context, touched);
    });
  } catch (error) {
    context.standings.forgetAll();
    if (!(error instanceof LiaisonError)) throw error;
    keepRefusal(context, row.peer as WriterId, row.wire, error); // throws what is a failure of this machine
    context.store.transaction(() => context.store.setAside.dropPending(row.id));
  }
}

/** Undoes an attempt at a page; the next one goes without this space. */
class SpaceLeftOut extends LiaisonError {
  constructor(
    code: 'space-not-entitled' | 'space-unknown',
    readonly space: SpaceId,
    texts: { readonly message: string; readonly next: string },
    id?: EntryId,
  ) {
    super(code, texts.message, texts.next, { data: id === undefined ? { space } : { space, id } });
  }
}

const notEntitled = (space: SpaceId) =>
  new SpaceLeftOut('space-not-entitled', space, {
    message: 'A page brought entries of a space that this home may not hold.',
    next: 'Nothing of that space was kept; ask its owner to add this member to the audience if it should be.',
  });

const failed = (error: LiaisonError): { ok: false; error: LiaisonError } => ({ ok: false, error });

const wrongSignature = (entry: OpenedEntry) =>
  new LiaisonError(
    'signature-wrong',
    `Entry ${entry.claims.seq} of writer ${entry.claims.writer} has a wrong signature.`,
    'Nothing of its page was kept; fetch it from another peer, and tell the one who sent it.',
    { data: { id: entry.id } },
  );

const spaceUnknown = ({ id, claims }: OpenedEntry) =>
  new SpaceLeftOut(
    'space-unknown',
    claims.space,
    {
      message: 'An entry belongs to a space whose beginning is not held.',
      next: 'Nothing of that space was kept; sync again so that its control lane comes first.',
    },
    id,
  );

const tooManyPending = () =>
  new LiaisonError(
    'pending-full',
    'This peer has sent more entries that wait for others than are kept for one peer.',
    'Sync with another peer that holds what they wait for.',
  );
