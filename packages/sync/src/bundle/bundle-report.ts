import type { BundlePartKind, Lane, LiaisonError, SpaceId, WriterId } from '@liaison/protocol';
import type { SyncAlarm } from '../session/session.js';

/** A part that was not taken; the others were. */
export interface RefusedPart {
  /** Its place in the bundle, from 0. */
  readonly part: number;
  readonly kind: BundlePartKind;
  readonly code: string;
  readonly message: string;
}

/** An entry that the bundle builds on and this home does not hold. */
export interface MissingEntry {
  readonly space: SpaceId;
  readonly lane: Lane;
  readonly writer: WriterId;
  readonly seq: number;
}

/** What became of a bundle. Entries are counted where they were newly held. */
export interface BundleReport {
  readonly maker: WriterId;
  /** When it was made, as its maker's clock says. */
  readonly at: string;
  readonly parts: number;
  readonly partsRead: number;
  /** Rosters and directories newly held. */
  readonly documents: number;
  readonly entriesReceived: number;
  readonly duplicates: number;
  readonly pending: number;
  readonly quarantined: number;
  readonly receipts: number;
  readonly refused: readonly RefusedPart[];
  /** The first of them, and how many there are: fetch these from the maker, by sync or by a bundle from the start. */
  readonly missing: readonly MissingEntry[];
  readonly missingCount: number;
  readonly alarms: readonly SyncAlarm[];
  /** All of it was read and taken, and nothing waits. */
  readonly converged: boolean;
  readonly error?: LiaisonError;
}
