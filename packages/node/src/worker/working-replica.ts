import type { Certificate } from '@liaison/identity';
import {
  type EntryId,
  LiaisonError,
  type Result,
  type SpaceId,
  success,
  type Tip,
  type WriterId,
} from '@liaison/protocol';
import type {
  DocumentMarks,
  DocumentOffer,
  IngestReport,
  KeptParts,
  LogName,
  PartSlot,
  Selection,
  SpaceMarks,
  Want,
} from '@liaison/sync';
import { isOwnFailure } from '@liaison/sync';
import { owesReceipts } from '../replica/outgoing/receipts.js';
import type { Replica } from '../replica/replica.js';
import type { ServedReplica } from '../transport/peer-handler.js';
import type { HomeActivity } from './home-activity.js';
import type { JobAnswer, JobInput, JobName } from './work-jobs.js';
import type { WorkThread } from './work-thread.js';
import type { WriteTurns } from './write-turns.js';

/**
 * The replica of a serving node: reads are answered here and at once, each from one snapshot; what changes something is
 * done by the other thread when its turn has come.
 */
export class WorkingReplica implements ServedReplica {
  readonly home: WriterId;
  readonly parts: KeptParts;

  constructor(
    private readonly local: Replica,
    private readonly turns: WriteTurns,
    private readonly thread: WorkThread,
    private readonly activity: HomeActivity,
  ) {
    this.home = local.home;
    this.parts = {
      held: (peer, slot) => this.reading(() => local.parts.held(peer, slot)),
      bytes: (peer, slot) => this.reading(() => local.parts.bytes(peer, slot)),
      keep: (peer, slot, part) => this.#change('keepPart', { peer, slot, part }),
      drop: (peer, slot) => this.#dropPart(peer, slot),
    };
  }

  reading<T>(read: () => T): T {
    return this.local.reading(read);
  }

  certificate(writer: WriterId): Certificate | undefined {
    return this.reading(() => this.local.certificate(writer));
  }

  admitCaller(writer: WriterId): Result<Certificate> {
    return this.reading(() => this.local.admitCaller(writer));
  }

  documents(): DocumentMarks {
    return this.reading(() => this.local.documents());
  }

  rosterDocument(id: string): unknown {
    return this.reading(() => this.local.rosterDocument(id));
  }

  directoryToken(id: string): string | undefined {
    return this.reading(() => this.local.directoryToken(id));
  }

  spacesFor(peer: WriterId): readonly SpaceMarks[] {
    return this.reading(() => this.local.spacesFor(peer));
  }

  holds(id: EntryId): boolean {
    return this.local.holds(id);
  }

  select(peer: WriterId, wants: readonly Want[], bytesTarget: number): Selection {
    return this.reading(() => this.local.select(peer, wants, bytesTarget));
  }

  ancestors(log: LogName): readonly Tip[] {
    return this.reading(() => this.local.ancestors(log));
  }

  receiptToken(holder: WriterId, space: SpaceId): string | undefined {
    return this.local.receiptToken(holder, space);
  }

  viewDigests(spaces: readonly SpaceId[], readers: readonly WriterId[] = []) {
    return this.reading(() => this.local.viewDigests(spaces, readers));
  }

  admitDocuments(peer: WriterId, offer: DocumentOffer): Promise<Result<{ changed: number }>> {
    return resultOf(this.#change('admitDocuments', { peer, offer }));
  }

  admitIntroduction(offer: DocumentOffer): Promise<Result<{ changed: number }>> {
    return resultOf(this.#change('admitIntroduction', { offer }));
  }

  ingest(peer: WriterId, page: Uint8Array): Promise<IngestReport> {
    const from = this.local.certificate(peer)?.claims.member ?? peer;
    return this.activity.receive(from, () => this.#change('ingest', { peer, page }));
  }

  admitReceipts(peer: WriterId, tokens: readonly string[]): Promise<number> {
    return this.#change('admitReceipts', { peer, tokens });
  }

  /** Asked at every hello, so where nothing is owed nobody waits for a page that comes in. */
  async issueReceipts(spaces: readonly SpaceId[]): Promise<void> {
    const owed = this.reading(() => owesReceipts(this.local.context, spaces));
    if (owed.length > 0) await this.#change('issueReceipts', { spaces: owed });
  }

  /** Asked after every page, so where nothing was kept nobody waits. */
  async #dropPart(peer: WriterId, slot: PartSlot): Promise<void> {
    if (this.parts.held(peer, slot) !== undefined) await this.#change('dropPart', { peer, slot });
  }

  #change<Name extends JobName>(name: Name, input: JobInput<Name>): Promise<JobAnswer<Name>> {
    return this.turns.run('exchange', () => this.thread.run(name, input));
  }
}

async function resultOf<T>(change: Promise<T>): Promise<Result<T>> {
  try {
    return success(await change);
  } catch (error) {
    if (error instanceof LiaisonError && !isOwnFailure(error)) return { ok: false, error };
    throw error;
  }
}
