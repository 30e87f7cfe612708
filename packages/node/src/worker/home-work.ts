import type { Mapping } from '@liaison/interchange';
import type { SpaceId } from '@liaison/protocol';
import { checkDatabaseFile, type DatabaseProblem } from '@liaison/store';
import type { Soon } from '@liaison/sync';
import { ImportRun, type RowSink, type RowsTaken } from '../commands/import-run.js';
import type { Replica } from '../replica/replica.js';
import type { Author } from '../replica/write-entry.js';
import type { ServedReplica } from '../transport/peer-handler.js';
import type { AuditReport } from '../verify/audit-signatures.js';
import { type JudgedAnew, judgeAnew, nextStep } from '../verify/judge-anew.js';
import type { CheckProgress } from '../verify/steps.js';
import { HomeActivity } from './home-activity.js';
import { answerSigning, signingLine } from './remote-signer.js';
import type { WorkThread } from './work-thread.js';
import { WorkingReplica } from './working-replica.js';
import { WriteTurns } from './write-turns.js';

export interface ImportTarget {
  readonly space: SpaceId;
  readonly mapping: Mapping;
  readonly dryRun: boolean;
  /** Name of the file, for who sees what this home is at. */
  readonly about: string;
}

/**
 * Who does what in a home that is open: changes take turns, and while a node serves, what comes in bulk is done by a thread
 * of its own. Without a thread all of it is done where it is asked for.
 */
export class HomeWork {
  readonly #turns = new WriteTurns();
  #thread: WorkThread | undefined;
  #exchange: ServedReplica;
  #runs = 0;

  /** What takes long and is under way. */
  readonly activity: HomeActivity;

  /** `onActivity` hears when something begins, goes on or ends. */
  constructor(
    private readonly replica: Replica,
    onActivity: () => void = () => undefined,
  ) {
    this.#exchange = replica;
    this.activity = new HomeActivity(replica.context.clock, onActivity);
  }

  /** What exchanges read from and write to. */
  get exchange(): ServedReplica {
    return this.#exchange;
  }

  /** From now on the thread does what comes in bulk. */
  useThread(thread: WorkThread): void {
    this.replica.context.commits.share();
    this.#thread = thread;
    this.#exchange = new WorkingReplica(this.replica, this.#turns, thread, this.activity);
  }

  /** Waits for what is under way, ends the thread and does everything here again. */
  async endThread(): Promise<void> {
    const thread = this.#thread;
    if (thread === undefined) return;
    await this.#turns.run('upkeep', async () => {
      this.#thread = undefined;
      this.#exchange = this.replica;
      await thread.close();
    });
  }

  /** An officer's change, ahead of everything that waits. It begins from what the other thread has committed. */
  command<T>(change: () => Soon<T>): Promise<T> {
    return this.#turns.run('officer', () => this.#caughtUp(change));
  }

  /** A small change that belongs to an exchange, such as when a peer was last heard of. */
  note<T>(change: () => Soon<T>): Promise<T> {
    return this.#turns.run('exchange', () => this.#caughtUp(change));
  }

  /** A step of what follows changes in bulk, when nothing else waits. Returns whether more is left. */
  keepUp(atOnce: number): Promise<boolean> {
    return this.#turns.run('upkeep', () => this.#thread?.run('keepUp', { atOnce }) ?? false);
  }

  /** Verifies some signatures that bulk pages only vouched for, when nothing else waits. */
  audit(entries: number): Promise<AuditReport> {
    const nothing = { checked: 0, damaged: [] };
    return this.#turns.run('upkeep', () => this.#thread?.run('audit', { entries }) ?? nothing);
  }

  /** Reads every byte of the file while nothing is written to it. */
  checkFile(): Promise<DatabaseProblem[]> {
    const { database } = this.replica.context.store;
    return this.#turns.run('upkeep', () => this.#thread?.run('checkFile', {}) ?? checkDatabaseFile(database));
  }

  /**
   * Makes all that is derived anew and judges the log again, step by step: others read at any time, and write between two steps.
   * `between` is called after each and may throw to end it.
   */
  async judgeAnew(between: (progress: CheckProgress) => Promise<void>): Promise<JudgedAnew> {
    const run = ++this.#runs;
    const own = judgeAnew(this.replica);
    const thread = this.#thread;
    const turn = <T>(job: () => Soon<T>) => this.#turns.run('upkeep', job);
    try {
      for (;;) {
        const step = await turn(() => thread?.run('judge', { run }) ?? this.#caughtUp(() => nextStep(own)));
        if ('judged' in step) return step.judged;
        await between(step.progress);
      }
    } finally {
      own.return({ sections: 0, problems: [] });
      if (thread !== undefined) await turn(() => thread.run('endJudging', { run })).catch(() => undefined);
    }
  }

  /** Where the rows of an import are written; until it is dropped the import is shown among what is under way. */
  async openImport(author: Author, { about, ...target }: ImportTarget): Promise<RowSink> {
    const ongoing = this.activity.begin('import', about);
    const follow = (taken: RowsTaken) => {
      ongoing.progress({ ...taken.counts });
      return taken;
    };
    try {
      const sink = await this.#openSink(author, target);
      return {
        add: async (rows) => follow(await sink.add(rows)),
        end: async () => follow(await sink.end()),
        drop: async () => {
          ongoing.end();
          await sink.drop();
        },
      };
    } catch (error) {
      ongoing.end();
      throw error;
    }
  }

  /** The officer's key stays in this thread and signs what the other one asks for. */
  async #openSink(author: Author, target: Omit<ImportTarget, 'about'>): Promise<RowSink> {
    const thread = this.#thread;
    if (thread === undefined) return new ImportRun(this.replica, author, target);
    const { near, far } = signingLine(author.key.publicKey);
    answerSigning(near, author.key);
    const run = ++this.#runs;
    const { writer } = author.certificate.claims;
    const turn = <T>(job: () => Promise<T>) => this.#turns.run('exchange', job);
    const drop = async () => {
      near.port.close();
      await turn(() => thread.run('dropImport', { run }));
    };
    try {
      await turn(() => thread.run('openImport', { run, writer, line: far, ...target }, [far.port]));
    } catch (error) {
      near.port.close();
      throw error;
    }
    return {
      add: (rows) => turn(() => thread.run('addRows', { run, rows })),
      end: () => turn(() => thread.run('endImport', { run })),
      drop,
    };
  }

  #caughtUp<T>(change: () => Soon<T>): Soon<T> {
    this.replica.reading(() => undefined);
    return change();
  }
}
