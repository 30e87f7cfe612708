import { type Database, databaseImage, onCommit } from '@liaison/store';

/**
 * The disk under one home: what a crash leaves is the last synced commit. With `unsyncedMax` 0 every commit is synced
 * before it returns; a larger number is a disk that lies, whose loss the checks must notice.
 */
export class SimulatedDisk {
  #database: Database;
  #recent: Uint8Array[] = [];

  constructor(
    database: Database,
    private readonly unsyncedMax: number,
  ) {
    this.#database = database;
    this.attach(database);
  }

  attach(database: Database): void {
    this.#database = database;
    this.#recent = [];
    if (this.unsyncedMax === 0) return;
    this.#recent.push(databaseImage(database));
    onCommit(database, () => {
      this.#recent.push(databaseImage(database));
      if (this.#recent.length > this.unsyncedMax + 1) this.#recent.shift();
    });
  }

  /** The bytes that a crash now leaves, `lost` commits ago at most. */
  afterCrash(lost: number): Uint8Array {
    if (this.unsyncedMax === 0) return databaseImage(this.#database);
    const index = Math.max(0, this.#recent.length - 1 - lost);
    return this.#recent[index] ?? databaseImage(this.#database);
  }
}

/** Thrown in the middle of a transaction: the process is gone, nothing of the transaction was committed. */
export class PowerCut extends Error {}

/** Lets the power fail at the `writes`-th write from now on, wherever that is. */
export function armPowerCut(database: Database, writes: number, onCut: () => void): void {
  let left = writes;
  // SQLite calls this for the inserts of the trigger below, in whatever transaction they stand
  database.function('power_cut', { deterministic: false }, () => {
    left -= 1;
    if (left > 0) return 0;
    onCut();
    throw new PowerCut('the power failed');
  });
  for (const table of ['entry', 'operation', 'section', 'receipt', 'pending', 'refusal', 'directory']) {
    for (const event of ['insert', 'update']) {
      database.exec(
        `create temp trigger cut_${table}_${event} before ${event} on main.${table} begin select power_cut(); end`,
      );
    }
  }
}
