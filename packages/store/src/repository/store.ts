import { closeDatabase, type Database } from '../database/database-handle.js';
import { migrate } from '../database/migrate.js';
import { createStatements } from '../database/statement.js';
import { readTransaction, transaction } from '../database/transaction.js';
import { MIGRATIONS } from '../schema/migrations.js';
import type { Tables } from '../schema/tables.js';
import { SearchIndex } from '../search/search-index.js';
import { AnsweredCallRepository } from './answered-call-repository.js';
import { ArrivalRepository } from './arrival-repository.js';
import { AuthorityRepository } from './authority-repository.js';
import { CommitNoteRepository } from './commit-note-repository.js';
import { ConflictRepository } from './conflict-repository.js';
import { ControlRepository } from './control-repository.js';
import { DraftRepository } from './draft-repository.js';
import { EntryRepository } from './entry-repository.js';
import { ExchangeRepository } from './exchange-repository.js';
import { FigureRepository } from './figure-repository.js';
import { HealthRepository } from './health-repository.js';
import { ListedRepository } from './listed-repository.js';
import { LogRepository } from './log-repository.js';
import { OperationRepository } from './operation-repository.js';
import { PartRepository } from './part-repository.js';
import { PastRepository } from './past-repository.js';
import { QuarantineRepository } from './quarantine-repository.js';
import { SectionRepository } from './section-repository.js';
import { SeenRepository } from './seen-repository.js';
import { SetAsideRepository } from './set-aside-repository.js';
import { SettledLossRepository } from './settled-loss-repository.js';
import { SettlementRepository } from './settlement-repository.js';
import { SignInRepository } from './sign-in-repository.js';
import { SpaceRemoval } from './space-removal.js';
import { SpaceRepository } from './space-repository.js';
import { StateRepository } from './state-repository.js';
import { UploadRepository } from './upload-repository.js';

/** One home's database: every repository over one connection, and the transaction that makes a command atomic. */
export class Store {
  readonly arrivals: ArrivalRepository;
  readonly answeredCalls: AnsweredCallRepository;
  readonly authority: AuthorityRepository;
  readonly commitNotes: CommitNoteRepository;
  readonly conflicts: ConflictRepository;
  readonly control: ControlRepository;
  readonly drafts: DraftRepository;
  readonly entries: EntryRepository;
  readonly exchange: ExchangeRepository;
  readonly figures: FigureRepository;
  readonly health: HealthRepository;
  readonly listed: ListedRepository;
  readonly logs: LogRepository;
  readonly operations: OperationRepository;
  readonly parts: PartRepository;
  readonly pasts: PastRepository;
  readonly quarantine: QuarantineRepository;
  readonly search: SearchIndex;
  readonly sections: SectionRepository;
  readonly seen: SeenRepository;
  readonly setAside: SetAsideRepository;
  readonly settledLosses: SettledLossRepository;
  readonly settlements: SettlementRepository;
  readonly removal: SpaceRemoval;
  readonly signIns: SignInRepository;
  readonly spaces: SpaceRepository;
  readonly state: StateRepository;
  readonly uploads: UploadRepository;

  #changing = false;

  constructor(readonly database: Database) {
    migrate(database, MIGRATIONS);
    const statements = createStatements<Tables>(database);
    this.arrivals = new ArrivalRepository(statements);
    this.answeredCalls = new AnsweredCallRepository(statements);
    this.authority = new AuthorityRepository(statements);
    this.commitNotes = new CommitNoteRepository(statements);
    this.conflicts = new ConflictRepository(statements);
    this.control = new ControlRepository(statements);
    this.drafts = new DraftRepository(statements);
    this.entries = new EntryRepository(statements);
    this.exchange = new ExchangeRepository(statements);
    this.figures = new FigureRepository(statements);
    this.health = new HealthRepository(statements);
    this.listed = new ListedRepository(statements);
    this.logs = new LogRepository(statements);
    this.operations = new OperationRepository(statements);
    this.parts = new PartRepository(statements);
    this.pasts = new PastRepository(statements);
    this.quarantine = new QuarantineRepository(statements);
    this.search = new SearchIndex(database);
    this.sections = new SectionRepository(statements);
    this.seen = new SeenRepository(statements);
    this.setAside = new SetAsideRepository(statements);
    this.settledLosses = new SettledLossRepository(statements);
    this.settlements = new SettlementRepository(statements);
    this.removal = new SpaceRemoval(statements, this.search, this.sections);
    this.signIns = new SignInRepository(statements);
    this.spaces = new SpaceRepository(statements);
    this.state = new StateRepository(statements);
    this.uploads = new UploadRepository(statements);
  }

  /** Runs `change` in one transaction: all of it is durable when this returns, or none of it happened. */
  transaction<T>(change: () => T): T {
    try {
      this.#changing = true;
      return transaction(this.database, () => {
        this.sections.begin();
        const result = change();
        this.sections.writeMade();
        return result;
      });
    } catch (error) {
      this.pasts.forgetCache();
      throw error;
    } finally {
      this.sections.end();
      this.#changing = false;
    }
  }

  /** True inside `transaction`: what is read now may be undone. */
  get isChanging(): boolean {
    return this.#changing;
  }

  /** Runs reads that belong together on one snapshot, whatever other connections commit meanwhile. May be nested. */
  reading<T>(read: () => T): T {
    return readTransaction(this.database, read);
  }

  close(): void {
    closeDatabase(this.database);
  }
}
