import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';
import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import { translateSqliteError } from './database-errors.js';
import type { Database } from './database-handle.js';

/** What a writing statement did; `lastInsertRowid` is that of the last row that any statement inserted. */
export interface Written {
  changes: number;
  lastInsertRowid: number;
}

/** No argument at all for a statement that names none. */
type Arguments<Args extends object> = keyof Args extends never ? [] : [args: Args];

/**
 * A statement that is compiled once and bound by name. Bytes go in as `Uint8Array` and come out as `Buffer`; `null` is
 * a value, `undefined` and booleans are not. Failures are those of `translateSqliteError`.
 */
export interface Statement<Args extends object, Row> {
  readonly sql: string;
  get(...args: Arguments<Args>): Row | undefined;
  all(...args: Arguments<Args>): Row[];
  run(...args: Arguments<Args>): Written;
  /** Rows one at a time; until it ends, nothing else may run on this handle. */
  iterate(...args: Arguments<Args>): IterableIterator<Row>;
}

/** A query of Kysely's builder, or `sql<Row>`…`.compile(k)`. */
export type Query<Row> = Compilable<Row> | CompiledQuery<Row>;

/**
 * Prepares statements over `Tables`. An argument stands for one bound value, so it may be used wherever Kysely binds a
 * value; for a list use `sql`(SELECT value FROM json_each(${arg.ids}))``.
 *
 * ```ts
 * const byId = createStatements<Tables>(db).prepare((k, arg: { id: string }) =>
 *   k.selectFrom('record').select('title').where('id', '=', arg.id));
 * byId.get({ id: '…' })?.title;
 * ```
 */
export interface StatementFactory<Tables> {
  prepare<Args extends object, Row>(build: (k: Kysely<Tables>, arg: Args) => Query<Row>): Statement<Args, Row>;
}

/** Kysely checks and writes the SQL; the synchronous driver runs it. The tables must exist already. */
export const createStatements = <Tables>(db: Database): StatementFactory<Tables> => {
  const kysely = loadKysely();
  const builder = new kysely.Kysely<Tables>({
    dialect: {
      createAdapter: () => new kysely.SqliteAdapter(),
      createDriver: () => new kysely.DummyDriver(),
      createIntrospector: (k) => new kysely.SqliteIntrospector(k),
      createQueryCompiler: () => new kysely.SqliteQueryCompiler(),
    },
  });
  return {
    prepare: <Args extends object, Row>(build: (k: Kysely<Tables>, arg: Args) => Query<Row>) => {
      const query = build(builder, argumentMarkers<Args>());
      return prepared<Args, Row>(db, 'compile' in query ? query.compile() : query);
    },
  };
};

/** Its 300 files take 0.14 s to load; a program that talks to a running node, or only prints its help, needs none. */
const loadKysely = (): typeof import('kysely') => createRequire(import.meta.url)('kysely');

/** Stands in a compiled query for the argument of that name. */
class ArgumentMarker {
  constructor(readonly name: PropertyKey) {}
}

/** An object on which every property is a marker: to the builder it looks like the arguments themselves. */
const argumentMarkers = <Args extends object>(): Args =>
  new Proxy({} as Args, { get: (_target, name) => new ArgumentMarker(name) });

const prepared = <Args extends object, Row>(
  db: Database,
  { sql, parameters }: CompiledQuery<Row>,
): Statement<Args, Row> => {
  const statement = translated(() => db.prepare<unknown[], Row>(sql));
  const bind = binderOf<Args>(parameters);
  return {
    sql,
    get: (...args) => translated(() => statement.get(bind(args))),
    all: (...args) => translated(() => statement.all(bind(args))),
    run: (...args) => {
      const { changes, lastInsertRowid } = translated(() => statement.run(bind(args)));
      return { changes, lastInsertRowid: Number(lastInsertRowid) };
    },
    iterate: (...args) => iterateRows(statement, bind(args)),
  };
};

/** Maps arguments by name to values by position; what is no marker is a constant of the query. */
const binderOf = <Args extends object>(parameters: readonly unknown[]): ((args: Arguments<Args>) => unknown[]) => {
  const names = parameters.map((value) => (value instanceof ArgumentMarker ? (value.name as keyof Args) : null));
  return ([named]) => {
    const values = new Array<unknown>(names.length);
    for (let i = 0; i < names.length; i++) {
      const name = names[i] ?? null;
      values[i] = name === null ? parameters[i] : argumentOf(named, name);
    }
    return values;
  };
};

/** SQLite would bind `undefined` as NULL without a word. */
const argumentOf = <Args extends object>(named: Args | undefined, name: keyof Args): unknown => {
  const value = named?.[name];
  if (value === undefined) throw new TypeError(`the statement's argument ${String(name)} is not bound`);
  return value;
};

const translated = <T>(call: () => T): T => {
  try {
    return call();
  } catch (error) {
    throw translateSqliteError(error);
  }
};

function* iterateRows<Row>(
  statement: BetterSqlite3.Statement<unknown[], Row>,
  values: unknown[],
): IterableIterator<Row> {
  try {
    yield* statement.iterate(values);
  } catch (error) {
    throw translateSqliteError(error);
  }
}
