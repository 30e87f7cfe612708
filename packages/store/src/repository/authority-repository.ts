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
      k
        .selectFrom('directory as d')
        .selectAll()
        .where('d.version', '=', (e) =>
          e
            .selectFrom('directory as o')
            .select((f) => f.fn.max<number>('o.version').as('newest'))
            .whereRef('o.member', '=', 'd.member'),
        )
        .orderBy('d.member'),
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

  /** The newest version of each member; the older ones stay as proof of what was said before. */
  newestDirectories(): Tables['directory'][] {
    return this.#directories.all();
  }

  setting(name: string): string | undefined {
    return this.#setting.get({ name })?.value;
  }

  putSetting(name: string, value: string): void {
    this.#putSetting.run({ name, value });
  }
}
