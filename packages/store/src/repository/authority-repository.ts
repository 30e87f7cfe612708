import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** Rosters, directories and this home's settings: signed documents as they came. */
export class AuthorityRepository {
  readonly #putRoster;
  readonly #rosters;
  readonly #forgetRosters;
  readonly #putDirectory;
  readonly #setHeld;
  readonly #heldDirectories;
  readonly #directory;
  readonly #setting;
  readonly #putSetting;

  constructor(statements: StatementFactory<Tables>) {
    this.#putRoster = statements.prepare((k, a: Tables['roster']) =>
      k
        .insertInto('roster')
        .values({ version: a.version, id: a.id, document: a.document })
        .onConflict((c) => c.doNothing()),
    );
    this.#rosters = statements.prepare((k) => k.selectFrom('roster').selectAll().orderBy('version').orderBy('id'));
    this.#forgetRosters = statements.prepare((k) => k.deleteFrom('roster'));
    this.#putDirectory = statements.prepare((k, a: Omit<Tables['directory'], 'held'>) =>
      k
        .insertInto('directory')
        .values({ member: a.member, version: a.version, id: a.id, token: a.token, held: 1 })
        .onConflict((c) => c.column('id').doUpdateSet({ held: 1 })),
    );
    this.#setHeld = statements.prepare((k, a: { id: string; held: number }) =>
      k.updateTable('directory').set({ held: a.held }).where('id', '=', a.id),
    );
    this.#heldDirectories = statements.prepare((k) =>
      k.selectFrom('directory').selectAll().where('held', '=', 1).orderBy('member').orderBy('id'),
    );
    this.#directory = statements.prepare((k, a: { id: string }) =>
      k.selectFrom('directory').selectAll().where('id', '=', a.id),
    );
    this.#setting = statements.prepare((k, a: { name: string }) =>
      k.selectFrom('setting').select('value').where('name', '=', a.name),
    );
    this.#putSetting = statements.prepare((k, a: { name: string; value: string }) =>
      k
        .insertInto('setting')
        .values({ name: a.name, value: a.value })
        .onConflict((c) => c.column('name').doUpdateSet({ value: a.value })),
    );
  }

  putRoster(roster: Tables['roster']): void {
    this.#putRoster.run(roster);
  }

  /** Each after the one that it follows. */
  rosters(): Tables['roster'][] {
    return this.#rosters.all();
  }

  /** For a home that was alone and joins a community. */
  forgetRosters(): void {
    this.#forgetRosters.run();
  }

  /** Keeps a directory as one that is held. */
  putDirectory(directory: Omit<Tables['directory'], 'held'>): void {
    this.#putDirectory.run(directory);
  }

  /** What others cover stays as proof of what was said before. */
  coverDirectory(id: string): void {
    this.#setHeld.run({ id, held: 0 });
  }

  heldDirectories(): Tables['directory'][] {
    return this.#heldDirectories.all();
  }

  /** A directory that came once, held or not. */
  directory(id: string): Tables['directory'] | undefined {
    return this.#directory.get({ id });
  }

  setting(name: string): string | undefined {
    return this.#setting.get({ name })?.value;
  }

  putSetting(name: string, value: string): void {
    this.#putSetting.run({ name, value });
  }
}
