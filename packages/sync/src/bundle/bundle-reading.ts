import type { BundlePart, BundlePartKind, LiaisonError, Result, SpaceId, WriterId } from '@liaison/protocol';
import { fingerprintOf } from '../compared-view.js';
import { SYNC_LIMITS } from '../limits.js';
import type { SyncAlarm } from '../session/session.js';
import type { IngestReport, SyncReplica } from '../sync-replica.js';
import { type BundleContent, type BundleContentKind, type BundleStart, readContent } from './bundle-content.js';
import type { MissingEntry, RefusedPart } from './bundle-report.js';

/** Takes the parts of one bundle in, each by itself, and counts what became of them. */
export class BundleReading {
  partsRead = 0;
  documents = 0;
  entriesReceived = 0;
  duplicates = 0;
  pending = 0;
  quarantined = 0;
  receipts = 0;
  readonly refused: RefusedPart[] = [];
  readonly alarms: SyncAlarm[] = [];
  readonly #starts: BundleStart[] = [];

  constructor(
    private readonly replica: SyncReplica,
    private readonly maker: WriterId,
  ) {}

  /** One part whose bytes the maker signed; what is at fault in it keeps none of the others (BDL-9). */
  async take(place: number, { kind }: BundlePart, bytes: Uint8Array): Promise<void> {
    if (kind === 'control' || kind === 'record') await this.#takePage(place, kind, bytes);
    else await this.#takeContent(place, kind, bytes);
    this.partsRead += 1;
  }

  async #takePage(place: number, kind: BundlePartKind, bytes: Uint8Array): Promise<void> {
    const report: IngestReport = await this.replica.ingest(this.maker, bytes);
    this.entriesReceived += report.entries;
    this.duplicates += report.duplicates;
    this.pending += report.pending;
    this.quarantined += report.quarantined;
    if (report.refused !== undefined) this.refuse(place, kind, report.refused);
  }

  async #takeContent(place: number, kind: BundleContentKind, bytes: Uint8Array): Promise<void> {
    const read = readContent(kind, bytes);
    if (!read.ok) this.refuse(place, kind, read.error);
    else if (kind === 'documents') await this.#takeDocuments(place, read.value as BundleContent<'documents'>);
    else if (kind === 'starts') this.#starts.push(...(read.value as BundleContent<'starts'>));
    else if (kind === 'receipts') await this.#takeReceipts(read.value as BundleContent<'receipts'>);
    else this.#compareViews(read.value as BundleContent<'views'>);
  }

  async #takeDocuments(place: number, offer: BundleContent<'documents'>): Promise<void> {
    const admitted: Result<{ changed: number }> = await this.replica.admitDocuments(this.maker, offer);
    if (admitted.ok) this.documents += admitted.value.changed;
    else this.refuse(place, 'documents', admitted.error);
  }

  async #takeReceipts(tokens: readonly string[]): Promise<void> {
    const kept = await this.replica.admitReceipts(this.maker, tokens);
    this.receipts += kept;
  }

  /** Equal entries must give equal views, as at the end of a sync (SYN-7). */
  #compareViews(views: BundleContent<'views'>): void {
    this.replica.reading(() => this.#compareTogether(views));
  }

  #compareTogether(views: BundleContent<'views'>): void {
    const marksBySpace = new Map(this.replica.spacesFor(this.maker).map((marks) => [marks.space as string, marks]));
    const equal = views.filter(({ space, fingerprint }) => {
      const marks = marksBySpace.get(space);
      return marks !== undefined && fingerprintOf(marks) === fingerprint;
    });
    const theirs = new Map(equal.map(({ space, digest }) => [space, digest]));
    const differing = this.replica
      .viewDigests(equal.map(({ space }) => space))
      .filter(({ space, digest }) => theirs.get(space) !== digest)
      .map(({ space }) => space);
    if (differing.length > 0) this.alarms.push({ code: 'view-digest-differs', about: differing });
  }

  refuse(part: number, kind: BundlePartKind, { code, message }: Pick<LiaisonError, 'code' | 'message'>): void {
    this.refused.push({ part, kind, code, message });
  }

  /** Signs receipts for what this home holds now: a bundle made in return carries them (BDL-10). */
  async issueReceipts(): Promise<void> {
    const spaces: SpaceId[] = this.replica.spacesFor(this.maker).map(({ space }) => space);
    await this.replica.issueReceipts(spaces);
  }

  /** Entries that the bundle starts from and that are not here: an earlier bundle or a sync must bring them. */
  missing(): { missing: MissingEntry[]; missingCount: number } {
    const all = this.#starts.flatMap(({ space, heads }) =>
      heads.filter(({ id }) => !this.replica.holds(id)).map(({ lane, writer, seq }) => ({ space, lane, writer, seq })),
    );
    return { missing: all.slice(0, SYNC_LIMITS.missingShownMax), missingCount: all.length };
  }
}
