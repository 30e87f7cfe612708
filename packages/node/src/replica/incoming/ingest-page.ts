import { openWireEntry } from '@liaison/ledger';
import { decodePage, LiaisonError, orThrow, type SpaceId, type WriterId } from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import type { PendingRow } from '@liaison/store';
import type { IngestReport } from '@liaison/sync';
import { claimedTime } from '../clock.js';
import { projectSections } from '../derived/project-section.js';
import { TouchedSections } from '../derived/touched-sections.js';
import { REPLICA_LIMITS } from '../limits.js';
import type { ReplicaContext } from '../replica-context.js';
import { inReplicaTransaction } from '../replica-transaction.js';
import { keepRefusal, putRefusal, SpacesLeftOut, WaitingLeftOut } from './page-refusals.js';
import { type ArrivedEntry, type PageCounts, PageWork } from './page-work.js';
import { checkSignatures } from './signature-checks.js';

/**
 * Takes a page from a peer: size, decode, verify, authorise, validate and apply, in that order and in one transaction
 * (PAG-5). A fault in the chain refuses the whole page; spaces that this home may not hold, or whose beginning it does not
 * have, are left out and keep none of the others. What was refused is kept for inspection, never as data.
 */
export const ingestPage = (context: ReplicaContext, peer: WriterId, bytes: Uint8Array): IngestReport =>
  ingest(context, { peer, entitled: 'as it stands' }, bytes);

/** Takes again what a home of this very writer held: it was entitled when it took it. */
export const ingestOwnPage = (context: ReplicaContext, bytes: Uint8Array): IngestReport =>
  ingest(context, { peer: context.home, entitled: 'before' }, bytes);

interface Source {
  readonly peer: WriterId;
  readonly entitled: 'as it stands' | 'before';
}

function ingest(context: ReplicaContext, source: Source, bytes: Uint8Array): IngestReport {
  const { peer } = source;
  try {
    const { counts, leftOut } = takeWhatMayBeHeld(context, source, openPage(context, bytes));
    return leftOut === undefined ? counts : { ...counts, refused: keepRefusal(context, peer, bytes, leftOut) };
  } catch (error) {
    if (!(error instanceof LiaisonError)) throw error;
    return { ...nothing(), refused: keepRefusal(context, peer, bytes, error) };
  }
}

const nothing = (): PageCounts => ({ entries: 0, duplicates: 0, pending: 0, quarantined: 0 });

function openPage(context: ReplicaContext, bytes: Uint8Array): ArrivedEntry[] {
  const opened = orThrow(decodePage(bytes)).map((wire) => ({ wire, entry: orThrow(openWireEntry(wire, skeletonOf)) }));
  const states = checkSignatures(
    opened.map(({ entry }) => entry),
    (writer) => context.authority.certificate(writer),
  );
  return opened.map((arrived, i) => ({ ...arrived, state: states[i] ?? 'unknown-writer' }));
}

/** Each attempt goes without all spaces that the one before could not take; a page that needs many is refused whole. */
function takeWhatMayBeHeld(context: ReplicaContext, source: Source, page: readonly ArrivedEntry[]) {
  const spaces = new Set<SpaceId>();
  let leftOut: SpacesLeftOut | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      const taken = page.filter(({ entry }) => !spaces.has(entry.claims.space));
      const take = () => inPageTransaction(context, source, (work) => work.take(taken));
      return { counts: withoutForbidden(context, take), leftOut };
    } catch (error) {
      if (!(error instanceof SpacesLeftOut) || attempt >= REPLICA_LIMITS.pageAttemptsMax) throw error;
      leftOut ??= error;
      for (const space of error.spaces) spaces.add(space);
    }
  }
}

function inPageTransaction(
  context: ReplicaContext,
  { peer, entitled }: Source,
  run: (work: PageWork) => void,
): PageCounts {
  const counts = nothing();
  inReplicaTransaction(context, () => {
    const { arrivals } = context.store;
    const heldBefore = arrivals.lastEntry();
    const touched = new TouchedSections();
    const work = new PageWork(context, { peer, isOwn: entitled === 'before' }, counts, touched);
    run(work);
    if (entitled === 'as it stands') {
      work.brought.checkEntitlement();
      work.brought.checkDuplicates();
      work.brought.checkWidth();
    }
    projectSections(context, touched);
    if (peer !== context.home) arrivals.keep(heldBefore, { at: claimedTime(context.clock), peer });
  });
  return counts;
}

/**
 * Takes up entries that waited for certificates (`writer:ID`) or rosters (`roster:ID`), each in a transaction of its own:
 * one that this home may not hold, or that does not fit, is set aside and keeps none of the others.
 */
export function releaseWaiting(context: ReplicaContext, missing: Iterable<string>): void {
  for (const one of missing) {
    for (const row of context.store.setAside.waitingFor(one)) releaseOne(context, row);
  }
}

function releaseOne(context: ReplicaContext, row: PendingRow): void {
  const peer = row.peer as WriterId;
  try {
    withoutForbidden(context, () => {
      if (!context.store.setAside.hasPending(row.id)) return; // it was one of these
      inPageTransaction(context, { peer, entitled: 'as it stands' }, (work) => work.takeUp(row));
    });
  } catch (error) {
    if (!(error instanceof LiaisonError)) throw error;
    keepRefusal(context, peer, row.wire, error); // throws what is a failure of this machine
    inReplicaTransaction(context, () => context.store.setAside.dropPending(row.id));
  }
}

/** What had waited and may not be held is dropped, and whoever brought what it waited for is not to blame. */
function withoutForbidden<T>(context: ReplicaContext, run: () => T): T {
  for (;;) {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof WaitingLeftOut)) throw error;
      inReplicaTransaction(context, () => {
        for (const { id, peer, wire } of error.rows) {
          context.store.setAside.dropPending(id);
          putRefusal(context, peer as WriterId, wire, error);
        }
      });
    }
  }
}
