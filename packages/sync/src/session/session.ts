import type { LiaisonError, SpaceId } from '@liaison/protocol';
import { askPeer, type PeerClient } from '../client/peer-client.js';
import { type ComparedView, comparedView } from '../compared-view.js';
import type { CallAnswer, CallInput, CallName } from '../messages.js';
import type { SyncReplica } from '../sync-replica.js';

/** Something a person must look at although no call failed. */
export interface SyncAlarm {
  readonly code: 'view-digest-differs' | 'receipts-conflict' | 'documents-refused' | 'documents-refused-by-peer';
  /** The spaces or, for documents, the members or codes concerned. */
  readonly about: readonly string[];
}

export type SyncPhase = 'hello' | 'documents' | 'compare' | 'control' | 'record' | 'receipts';

export interface SyncProgress {
  readonly phase: SyncPhase;
  readonly entriesSent: number;
  readonly entriesReceived: number;
}

export interface SyncOptions {
  readonly onProgress?: (progress: SyncProgress) => void;
  readonly signal?: AbortSignal;
}

/** One session's state: what was counted so far and what is to be reported. */
export class Session {
  entriesSent = 0;
  entriesReceived = 0;
  quarantined = 0;
  /** Receipts and documents that changed something on either side; with entries, what tells that a round was not idle. */
  otherChanges = 0;
  readonly alarms: SyncAlarm[] = [];
  readonly movedSpaces = new Set<SpaceId>();
  /** Set once the peer refused a page of ours: nothing more is pushed in this session. */
  refusal: LiaisonError | undefined;
  private phase: SyncPhase = 'hello';

  constructor(
    readonly client: PeerClient,
    readonly replica: SyncReplica,
    private readonly options: SyncOptions,
  ) {}

  get changes(): number {
    return this.entriesSent + this.entriesReceived + this.otherChanges;
  }

  view(): ComparedView {
    return comparedView(this.replica, this.client.peer);
  }

  ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallAnswer<Name>> {
    const { signal } = this.options;
    return askPeer(this.client, name, input, signal === undefined ? {} : { signal });
  }

  enter(phase: SyncPhase): void {
    this.phase = phase;
    this.report();
  }

  report(): void {
    const { phase, entriesSent, entriesReceived } = this;
    this.options.onProgress?.({ phase, entriesSent, entriesReceived });
  }

  alarm(code: SyncAlarm['code'], about: readonly string[]): void {
    if (about.length > 0) this.alarms.push({ code, about });
  }
}
