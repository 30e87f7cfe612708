import { LiaisonError, type SpaceId } from '@liaison/protocol';
import { checkedAnswer, type PeerClient, rawAnswer } from '../client/peer-client.js';
import { type ComparedView, comparedView } from '../compared-view.js';
import { SYNC_LIMITS } from '../limits.js';
import type { CallAnswer, CallInput, CallName } from '../messages.js';
import type { SyncReplica } from '../sync-replica.js';
import { carryCall } from './carry-call.js';
import { PageSize } from './page-size.js';

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

/** What a call fails with when the line did, and not the peer. */
const LINE_BROKE = new Set(['peer-unreachable', 'peer-timeout']);

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
  readonly pageSize = new PageSize();
  private phase: SyncPhase = 'hello';
  private lineStood = false;
  private breaks = 0;

  constructor(
    readonly client: PeerClient,
    readonly replica: SyncReplica,
    private readonly options: SyncOptions,
  ) {}

  get changes(): number {
    return this.entriesSent + this.entriesReceived + this.otherChanges;
  }

  /** How much of an answer to have at once: little until the peer has answered, since a session gives up on one that never did. */
  get answerBytes(): number {
    return this.lineStood ? this.pageSize.bytes : SYNC_LIMITS.firstAnswerBytes;
  }

  view(): ComparedView {
    return comparedView(this.replica, this.client.peer);
  }

  /**
   * One call of JSON, in parts where the line carries no more (SYN-11, SYN-12); where the line breaks under it, it is made again
   * (SYN-2). A peer that never answered in this session, or a line that carries nothing any more, ends it with the error of the
   * last attempt.
   */
  async ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallAnswer<Name>> {
    return checkedAnswer(name, await carryCall(this, name, input));
  }

  /** A call that is made in a size of its own: after a failure less is asked for or sent, until it is answered. */
  async askInSize<Name extends CallName>(name: Name, input: () => CallInput<Name>): Promise<CallAnswer<Name>> {
    for (;;) {
      const answer = await this.tryInSize(name, input());
      if (answer !== undefined) return answer;
    }
  }

  /** As `askInSize`, once; undefined where the line broke under it and may be tried again. */
  async tryInSize<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallAnswer<Name> | undefined> {
    const answer = await this.attempt(name, input);
    if (answer === undefined) return undefined;
    this.pageSize.succeeded();
    return checkedAnswer(name, answer);
  }

  /** The answer to one call, unchecked; undefined where the line broke and it may be tried again. */
  async attempt<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<unknown> {
    const { signal } = this.options;
    try {
      const answer = await rawAnswer(this.client, name, input, signal === undefined ? {} : { signal });
      this.lineStood = true;
      this.breaks = 0;
      return answer;
    } catch (error) {
      this.#lineBroke(error);
      return undefined;
    }
  }

  #lineBroke(error: unknown): void {
    const isLine = error instanceof LiaisonError && LINE_BROKE.has(error.code);
    this.breaks += 1;
    if (!isLine || !this.lineStood || this.breaks > SYNC_LIMITS.breaksMax) throw error;
    this.pageSize.failed();
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
