import type { JsonValue } from '@liaison/protocol';

/** The country nodes of the demonstration. */
export const MEMBERS = ['KR', 'TH', 'VN', 'MY'] as const;
export type Member = (typeof MEMBERS)[number];

/** The laptop of the dispatched Korean investigator, by its label. */
export const LAPTOP = 'KR-laptop';
/** The laptop that is there to be worked on when the story is over. */
export const SECOND_LAPTOP = 'KR-laptop-2';
export type HomeName = Member | typeof LAPTOP | typeof SECOND_LAPTOP;

/** What the command line answers, as far as the demonstration reads it. */
export interface Status {
  readonly home: string;
  readonly address: string | null;
  readonly entries: number;
  readonly records: number;
  readonly quarantined: number;
  readonly refused: number;
  readonly officers: readonly { readonly writer: string; readonly name: string }[];
  readonly spaces: readonly SpaceStatus[];
}

export interface SpaceStatus {
  readonly space: string;
  readonly title: string | null;
  readonly records: number;
  readonly stateDigest: string;
  readonly frontier: readonly {
    readonly lane: string;
    readonly writer: string;
    readonly seq: number;
    readonly id: string;
  }[];
}

export interface PeerReport {
  readonly peer: string;
  readonly roundTrips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly entriesSent: number;
  readonly entriesReceived: number;
  readonly quarantined: number;
  readonly millis: number;
  readonly converged: boolean;
  readonly error?: { readonly code: string; readonly message: string };
}

export interface SyncReport {
  readonly peers: readonly PeerReport[];
  readonly converged: boolean;
}

export interface ImportReport {
  readonly rows: number;
  readonly imported: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly entries: number;
  readonly millis: number;
}

export interface ShownRecord {
  readonly number: string | null;
  readonly sections: Readonly<Record<string, Readonly<Record<string, readonly JsonValue[]>>>>;
}

export interface ListedConflict {
  readonly record: string;
  readonly field: string;
  readonly section: string | null;
  readonly type: 'conflict' | 'disagreement';
  readonly values: readonly {
    readonly value: JsonValue;
    readonly writer: string;
    readonly member: string;
    readonly at: string;
    readonly section: string;
  }[];
}

export interface SetAside {
  readonly entries: readonly {
    readonly entry: string;
    readonly space: string;
    readonly writer: string;
    readonly member: string;
    readonly lane: string;
    readonly seq: number;
    readonly at: string;
    readonly reason: string;
  }[];
  readonly refusals: readonly {
    readonly at: string;
    readonly peer: string;
    readonly code: string;
    readonly message: string;
    readonly entry: string | null;
  }[];
}
