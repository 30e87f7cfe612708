/** The JSON documents of the command line as other programs rely on them; written from the promise, not from the code. */

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export interface FailureAnswer {
  readonly error: { readonly code: string; readonly message: string; readonly next: string };
}

export interface FederationAnswer {
  readonly members: Readonly<Record<string, { readonly home: string; readonly address: string }>>;
}

export interface SpaceStatus {
  readonly space: string;
  readonly frontier: readonly { lane: string; writer: string; seq: number; id: string }[];
  readonly stateDigest: string;
  readonly forks: readonly { writer: string; lane: string; seq: number; entries: readonly string[] }[];
  readonly waiting: number;
}

export interface StatusAnswer {
  readonly member: string;
  readonly entries: number;
  readonly records: number;
  readonly quarantined: number;
  readonly pending: number;
  readonly refused: number;
  readonly activity: readonly { what: string; about: string; progress: Readonly<Record<string, number>> }[];
  readonly spaces: readonly SpaceStatus[];
  readonly alarms: readonly { readonly code: string; readonly message: string; readonly next: string }[];
}

export interface RecordAnswer {
  readonly record: string;
  readonly number: string;
  readonly entry: string;
}

export interface ShownAnswer {
  readonly record: string;
  readonly number: string | null;
  readonly kind: string;
  readonly space: string;
  readonly sections: Readonly<Record<string, Readonly<Record<string, readonly JsonValue[]>>>>;
}

export interface ConflictsAnswer {
  readonly conflicts: readonly {
    readonly record: string;
    readonly field: string;
    readonly section: string | null;
    readonly type: 'conflict' | 'disagreement';
    readonly values: readonly { value: JsonValue; writer: string; member: string; at: string }[];
  }[];
}

export interface ImportAnswer {
  readonly rows: number;
  readonly imported: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly entries: number;
  readonly millis: number;
}

export interface SearchAnswer {
  readonly hits: readonly { record: string; number: string | null; kind: string; space: string; title: string }[];
  readonly total: number;
  readonly millis: number;
}

export interface PeerAnswer {
  readonly peer: string;
  readonly roundTrips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly entriesSent: number;
  readonly entriesReceived: number;
  readonly quarantined: number;
  readonly millis: number;
  readonly converged: boolean;
  readonly alarms?: readonly { readonly code: string; readonly about: readonly string[] }[];
  readonly error?: FailureAnswer['error'];
}

export interface SyncAnswer {
  readonly peers: readonly PeerAnswer[];
  readonly converged: boolean;
}

export interface VerifyAnswer {
  readonly entries: number;
  readonly ok: boolean;
  readonly problems: readonly { readonly code: string; readonly where: string; readonly message: string }[];
}

export interface SetAsideAnswer {
  readonly entries: readonly {
    readonly entry: string;
    readonly space: string;
    readonly writer: string;
    readonly member: string;
    readonly lane: string;
    readonly seq: number;
    readonly reason: string;
  }[];
  readonly refusals: readonly { readonly peer: string; readonly code: string; readonly message: string }[];
}

export interface BundleMadeAnswer {
  readonly file: string;
  readonly bytes: number;
  readonly recipients: readonly { readonly home: string; readonly member: string }[];
  readonly at: string;
  readonly parts: number;
  readonly spaces: number;
  readonly entries: number;
  readonly leftOut: readonly string[];
}

export interface BundleReadAnswer {
  readonly peer: string;
  readonly maker: string;
  readonly at: string;
  readonly parts: number;
  readonly partsRead: number;
  readonly documents: number;
  readonly entriesReceived: number;
  readonly duplicates: number;
  readonly pending: number;
  readonly quarantined: number;
  readonly receipts: number;
  readonly refused: readonly { part: number; kind: string; code: string; message: string }[];
  readonly missing: readonly { space: string; lane: string; writer: string; seq: number }[];
  readonly missingCount: number;
  readonly alarms: readonly { readonly code: string; readonly about: readonly string[] }[];
  readonly converged: boolean;
  readonly error?: FailureAnswer['error'];
}
