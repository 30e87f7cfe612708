import type { Certificate } from '@liaison/identity';
import type { EntryId, Lane, ReceiptMark, Result, SpaceId, Tip, WireEntry, WriterId } from '@liaison/protocol';
import type { KeptParts } from './kept-parts.js';

/** One directory as peers compare it. */
export interface DirectoryMark {
  readonly member: string;
  readonly version: number;
  readonly id: string;
}

export interface DocumentMarks {
  /** The roster that stands, and its version. */
  readonly roster: string;
  readonly version: number;
  /** Every roster held: what stands is a function of all of them (ROS-7). */
  readonly rosters: readonly string[];
  readonly directories: readonly DirectoryMark[];
}

/** Rosters, each after the one that it follows, and directories, as they travel. */
export interface DocumentOffer {
  readonly rosters: readonly unknown[];
  readonly directories: readonly string[];
}

/** What is compared of one space: the entries held as tips, and the highest receipt of each holder. */
export interface SpaceMarks {
  readonly space: SpaceId;
  readonly tips: readonly Tip[];
  readonly receipts: readonly ReceiptMark[];
}

/** One log of one space that a peer lacks part of; `have` are ids of that log the peer holds, highest first. */
export interface Want {
  readonly space: SpaceId;
  readonly lane: Lane;
  /** The peer's tips in this lane, and for a diverged log also some of its earlier entries (SYN-9). */
  readonly have: readonly Tip[];
}

export interface LogName {
  readonly space: SpaceId;
  readonly lane: Lane;
  readonly writer: WriterId;
}

export interface Selection {
  /** In causal order. */
  readonly entries: readonly WireEntry[];
  readonly more: boolean;
  /** Logs whose `have` names nothing this replica knows: ask again with earlier ids. */
  readonly diverged: readonly LogName[];
}

/** What became of a page. A refused page changed nothing but the list of refusals. */
export interface IngestReport {
  /** Entries newly held. */
  readonly entries: number;
  readonly duplicates: number;
  /** Entries that wait for others or for a certificate. */
  readonly pending: number;
  /** Entries newly held that do not count. */
  readonly quarantined: number;
  readonly refused?: { readonly code: string; readonly message: string };
}

/** At once, or when another thread has done it. */
export type Soon<T> = T | Promise<T>;

/**
 * The replica as synchronisation sees it; `node` implements it over the store, the simulator uses the same one. Reads answer
 * at once; what changes something may be done elsewhere, so that other calls are answered meanwhile, and is durable when it
 * answers.
 */
export interface SyncReplica {
  /** Service writer of this home: the name under which it receipts. */
  readonly home: WriterId;
  /** Runs reads that belong together on one state of this home, whatever is committed meanwhile. */
  reading<T>(read: () => T): T;
  /** What comes in parts and is not whole yet. */
  readonly parts: KeptParts;
  certificate(writer: WriterId): Certificate | undefined;
  /** Whether this writer may exchange at all: known, a service, not revoked, its member in the roster. */
  admitCaller(writer: WriterId): Result<Certificate>;
  documents(): DocumentMarks;
  rosterDocument(id: string): unknown;
  directoryToken(id: string): string | undefined;
  /** Verifies and keeps newer documents; one that fails is refused and reported, the others are kept. */
  admitDocuments(peer: WriterId, offer: DocumentOffer): Soon<Result<{ changed: number }>>;
  /** Spaces that both this home and the peer may hold: audience ∩ scope, seen from here (SYN-5). */
  spacesFor(peer: WriterId): readonly SpaceMarks[];
  /** True when the entry belongs to the compared set or is held at all. */
  holds(id: EntryId): boolean;
  select(peer: WriterId, wants: readonly Want[], bytesTarget: number): Selection;
  /** Ids of one log at exponentially spaced distances from its tip, highest first. */
  ancestors(log: LogName): readonly Tip[];
  ingest(peer: WriterId, page: Uint8Array): Soon<IngestReport>;
  receiptToken(holder: WriterId, space: SpaceId): string | undefined;
  /** Keeps receipts that verify and are newer; says how many. */
  admitReceipts(peer: WriterId, tokens: readonly string[]): Soon<number>;
  /** Signs a new receipt for each of these spaces whose heads changed since this home's last one (RCP-3). */
  issueReceipts(spaces: readonly SpaceId[]): Soon<void>;
  /** How spaces look here, of those that all of these may hold whole (VIEW-6): a digest lets content be guessed. */
  viewDigests(
    spaces: readonly SpaceId[],
    readers?: readonly WriterId[],
  ): readonly { readonly space: SpaceId; readonly digest: string }[];
}
