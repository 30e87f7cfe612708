import type { RecordId, SpaceId } from '@liaison/protocol';

/** What the world knows of a space, apart from every replica. */
export interface KnownSpace {
  readonly id: SpaceId;
  readonly owner: string;
  /** The home that founded it. */
  readonly founder: string;
  /** Every member that was ever admitted. */
  readonly audience: Set<string>;
}

/** A bundle on its way. */
export interface CarriedBundle {
  readonly from: string;
  readonly homes: readonly string[];
  readonly manifest: string;
  readonly contents: readonly Uint8Array[];
}

export interface KnownRecord {
  readonly space: SpaceId;
  readonly record: RecordId;
}

/** What is remembered of an entry of an honest officer. */
export interface WrittenEntry {
  readonly space: SpaceId;
  /** Steps that had been noted when it was written. */
  readonly step: number;
  /** Members that its author knew to have been taken out of the space. */
  readonly excluded: ReadonlySet<string>;
}
