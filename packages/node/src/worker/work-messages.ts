import type { MemberCode, WriterId } from '@liaison/protocol';
import type { PassedFailure } from './work-errors.js';
import type { JobName } from './work-jobs.js';

/** The first message to the thread. Keys pass from memory to memory; no argument and no variable ever holds one. */
export interface WorkOpening {
  readonly path: string;
  readonly databaseKey: Uint8Array;
  readonly member: MemberCode;
  readonly home: WriterId;
  /** Of the service writer, which receipts. Officers' keys stay in the main thread. */
  readonly serviceSeed: Uint8Array;
}

/** One job. The time is that of whoever asks: the thread has no clock of its own. */
export interface WorkQuestion {
  readonly id: number;
  readonly name: JobName;
  readonly input: unknown;
  readonly now: { readonly unixMs: number; readonly offsetMinutes: number };
}

export type WorkAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: PassedFailure };
