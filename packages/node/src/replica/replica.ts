import type { Certificate, Random, SigningKey } from '@liaison/identity';
import {
  type EntryId,
  failure,
  hex,
  type MemberCode,
  type Result,
  type SpaceId,
  success,
  type Tip,
  type WriterId,
} from '@liaison/protocol';
import type { Store } from '@liaison/store';
import type {
  DocumentMarks,
  DocumentOffer,
  IngestReport,
  LogName,
  Selection,
  SpaceMarks,
  SyncReplica,
  Want,
} from '@liaison/sync';
import type { Clock } from './clock.js';
import { CommitMemory } from './commit-memory.js';
import { spaceDigest } from './derived/state-digest.js';
import { admitDocuments, admitIntroduction } from './incoming/admit-documents.js';
import { ingestPage } from './incoming/ingest-page.js';
import { StoredParts } from './incoming/stored-parts.js';
import { REPLICA_LIMITS } from './limits.js';
import { admitReceipts, issueReceipts } from './outgoing/receipts.js';
import { ancestorsOf, selectEntries } from './outgoing/select-entries.js';
import type { ReplicaContext } from './replica-context.js';
import { inReplicaTransaction, readTogether } from './replica-transaction.js';
import { AuthorityBook } from './rights/authority-book.js';
import { noticeSynced } from './rights/copied-home.js';
import { mayHold } from './rights/entitlement.js';
import { SpaceMarksCache } from './rights/space-marks.js';
import { type SpaceStanding, SpaceStandings } from './rights/space-standings.js';

export interface ReplicaOptions {
  readonly store: Store;
  readonly member: MemberCode;
  readonly home: WriterId;
  /** The service writer's key: it receipts day and night. */
  readonly serviceKey: SigningKey;
  readonly clock: Clock;
  readonly random: Random;
  /** Fewer tips of a space than are taken otherwise; a space beyond them is left out of pages. */
  readonly tipsTakenMax?: number;
}

/** One home's data and the rules over it: what commands write to, what peers exchange with, what the simulator runs. */
export class Replica implements SyncReplica {
  readonly context: ReplicaContext;
  readonly parts: StoredParts;
  readonly #serviceKey: SigningKey;

  constructor(options: ReplicaOptions) {
    const { store, member, home, clock, random, tipsTakenMax = REPLICA_LIMITS.tipsTakenMax } = options;
    const authority = AuthorityBook.load(store);
    const marks = new SpaceMarksCache();
    const commits = new CommitMemory(store);
    const standings = new SpaceStandings(
      store,
      marks,
      commits,
      (writer) => authority.certificate(writer)?.claims.member,
    );
    this.context = { store, authority, standings, marks, commits, member, home, clock, random, tipsTakenMax };
    this.parts = new StoredParts(this.context);
    this.#serviceKey = options.serviceKey;
  }

  get home(): WriterId {
    return this.context.home;
  }

  get serviceKey(): SigningKey {
    return this.#serviceKey;
  }

  /** Runs a command's changes in one transaction; what was cached about an undone one is forgotten. */
  transaction<T>(change: () => T): T {
    return inReplicaTransaction(this.context, change);
  }

  /** Runs reads that belong to one answer on one state of the home. Synchronous. */
  reading<T>(read: () => T): T {
    return readTogether(this.context, read);
  }

  certificate(writer: WriterId): Certificate | undefined {
    return this.context.authority.certificate(writer);
  }

  admitCaller(writer: WriterId): Result<Certificate> {
    const certificate = this.certificate(writer);
    if (certificate === undefined || certificate.claims.role !== 'service') return unknownCaller();
    if (!this.context.authority.mayCall(certificate.claims.member)) return removedCaller();
    if (this.context.authority.isRevoked(writer)) return revokedCaller();
    return success(certificate);
  }

  documents(): DocumentMarks {
    const { authority } = this.context;
    const directories = authority.directories().map(({ member, version, id }) => ({ member, version, id }));
    const { version } = authority.roster.claims;
    return { roster: authority.roster.id, version, rosters: authority.rosters().map(({ id }) => id), directories };
  }

  rosterDocument(id: string): unknown {
    return this.context.authority.rosterOf(id)?.document;
  }

  directoryToken(id: string): string | undefined {
    return this.context.authority.directories().find((directory) => directory.id === id)?.token;
  }

  admitDocuments(peer: WriterId, offer: DocumentOffer): Result<{ changed: number }> {
    return admitDocuments(this.context, peer, offer);
  }

  /** A stranger brings what proves its own member: every roster after the first, and its directories (TRN-12). */
  admitIntroduction(offer: DocumentOffer): Result<{ changed: number }> {
    return admitIntroduction(this.context, offer);
  }

  /** What this home brings where nobody knows it: its own member's directories, and the rosters after the first. */
  introduction(): DocumentOffer {
    const { authority, member } = this.context;
    const [, ...rosters] = authority.rosters();
    const directories = authority.held(member).map(({ token }) => token);
    return { rosters: rosters.map(({ document }) => document), directories };
  }

  spacesFor(peer: WriterId): readonly SpaceMarks[] {
    return this.context.marks.listFor(this.context, peer);
  }

  holds(id: EntryId): boolean {
    return this.context.store.entries.byId(id) !== undefined;
  }

  select(peer: WriterId, wants: readonly Want[], bytesTarget: number): Selection {
    return selectEntries(this.context, peer, wants, bytesTarget);
  }

  ancestors(log: LogName): readonly Tip[] {
    return ancestorsOf(this.context, log);
  }

  ingest(peer: WriterId, page: Uint8Array): IngestReport {
    return ingestPage(this.context, peer, page);
  }

  receiptToken(holder: WriterId, space: SpaceId): string | undefined {
    return this.context.store.exchange.receipt(holder, space)?.token;
  }

  admitReceipts(peer: WriterId, tokens: readonly string[]): number {
    return admitReceipts(this.context, peer, tokens);
  }

  issueReceipts(spaces: readonly SpaceId[]): void {
    issueReceipts(this.context, this.#serviceKey, spaces);
  }

  /** A session with another home came to its end. Inside a turn to write. */
  heardFromOthers(): void {
    noticeSynced(this.context);
  }

  viewDigests(spaces: readonly SpaceId[], readers: readonly WriterId[] = []): { space: SpaceId; digest: string }[] {
    return spaces.flatMap((id) => {
      const space = this.context.store.spaces.byId(id);
      if (space === undefined) return [];
      if (![this.home, ...readers].every((home) => mayHold(this.context, home, space.row))) return [];
      const standing = this.context.standings.of(space.row);
      if (isHeldBack(standing) || lacksContent(this.context, standing)) return [];
      return [{ space: id, digest: hex(spaceDigest(this.context, space.row)) }];
    });
  }
}

/**
 * A writer was reported revoked and no pin has come yet: until then each home counts as much of its logs as it held when
 * it heard of it (DIR-7), so views may differ although the entries are equal, and that is no alarm.
 */
const isHeldBack = ({ logs }: SpaceStanding): boolean => logs.some((log) => log.heldBackTo !== null);

/** Something was taken out under a recall that counts no longer and nobody has brought it again yet (RCL-6). */
const lacksContent = ({ store }: ReplicaContext, { logs }: SpaceStanding): boolean =>
  logs.some(({ row }) => store.entries.firstDamaged(row) !== undefined);

const unknownCaller = () =>
  failure(
    'caller-unknown',
    'The caller is no service writer of a member of this community.',
    'Exchange directories with a node that knows it, or enrol it.',
  );

const revokedCaller = () =>
  failure(
    'caller-revoked',
    "The caller's key was reported lost or stolen.",
    'Let its home desk certify other keys: `liaison enrol renew --machine`.',
  );

const removedCaller = () =>
  failure(
    'caller-removed',
    "The caller's member is no part of the community any more.",
    'Compare the rosters: `liaison roster show` on both sides.',
  );
