import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** Rosters, directories and this home's settings: signed documents as they came. */
export class AuthorityRepository {
  readonly #putRoster;
  readonly #roster;
  readonly #putDirectory;
  readonly #directories;
  readonly #setting;
  readonly #putSetting;

  constructor(statements: StatementFactory<Tables>) {
    this.#putRoster = statements.prepare((k, a: { version: number; id: string; document: string }) =>
      k
        .insertInto('roster')
        .values({ version: a.version, id: a.id, document: a.document })
        .onConflict((c) => c.doNothing()),
    );
    this.#roster = statements.prepare((k) => k.selectFrom('roster').selectAll().orderBy('version', 'desc').limit(1));
    this.#putDirectory = statements.prepare((k, a: Tables['directory']) =>
      k
        .insertInto('directory')
        .values({ member: a.member, version: a.version, id: a.id, token: a.token })
        .onConflict((c) => c.doNothing()),
    );
    this.#directories = statements.prepare((k) =>
      k.selectFrom('directory').selectAll().orderBy('member').orderBy('version'),
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

  putRoster(version: number, id: string, document: string): void {
    this.#putRoster.run({ version, id, document });
  }

  roster(): { version: number; id: string; document: string } | undefined {
    return this.#roster.get();
  }

  putDirectory(directory: Tables['directory']): void {
    this.#putDirectory.run(directory);
  }

  /** All versions held, each member's oldest first. */
  directories(): Tables['directory'][] {
    return this.#directories.all();
  }

  setting(name: string): string | undefined {
    return this.#setting.get({ name })?.value;
  }

  putSetting(name: string, value: string): void {
    this.#putSetting.run({ name, value });
  }
}
