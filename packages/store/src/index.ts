export { checkClosedDatabaseFile, checkDatabaseFile, type DatabaseProblem } from './database/check-database.js';
export { closeDatabase, type Database, openingOf } from './database/database-handle.js';
export { acquireHomeLock, type HomeLock, isHomeLocked } from './database/home-lock.js';
export { compactWal, databaseImage, openDatabase, openMemoryDatabase } from './database/open-database.js';
export { onCommit } from './database/transaction.js';
export type { AnsweredCallRow } from './repository/answered-call-repository.js';
export type { Arrival } from './repository/arrival-repository.js';
export type { CommitNews } from './repository/commit-note-repository.js';
export type { ConflictRow } from './repository/conflict-repository.js';
export type { ControlRow, PinRow } from './repository/control-repository.js';
export type { EntryRow } from './repository/entry-repository.js';
export type { PeerRow, ReceiptRow } from './repository/exchange-repository.js';
export { FIGURE_KEYS, type FigureKey, type FigureRow } from './repository/figure-repository.js';
export type { ListedFilter, Reader } from './repository/listed-filter.js';
export {
  type Facets,
  LISTED_SORTS,
  type ListedPage,
  type ListedPlace,
  type ListedRow,
  type ListedSort,
} from './repository/listed-repository.js';
export type { LogRow } from './repository/log-repository.js';
export type { LogPart, OperationRow, SectionOperation, StoredContent } from './repository/operation-repository.js';
export type { HeldAmount } from './repository/quarantine-repository.js';
export type { RecordRow, SectionRow } from './repository/section-repository.js';
export type { PendingRow, RefusalRow } from './repository/set-aside-repository.js';
export type { LeftStanding, SettlementRow } from './repository/settlement-repository.js';
export type { SignInRow } from './repository/sign-in-repository.js';
export type { SpaceRow } from './repository/space-repository.js';
export type { StateBucket } from './repository/state-repository.js';
export { Store } from './repository/store.js';
export type { UploadRow } from './repository/upload-repository.js';
export { fold } from './search/fold.js';
export { matchRanges, type TextRange } from './search/match-ranges.js';
