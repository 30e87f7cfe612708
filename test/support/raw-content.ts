import type { OpenHome } from '@liaison/node';

/** Every value of every row of every table behind the cipher, as bytes: what whoever has the key can read. */
function* rawContent(home: OpenHome): Generator<{ table: string; bytes: Buffer }> {
  const { database } = home;
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[];
  for (const table of tables) {
    for (const row of database.prepare(`select * from "${table}"`).raw().iterate() as IterableIterator<unknown[]>) {
      for (const value of row) {
        if (typeof value === 'string') yield { table, bytes: Buffer.from(value, 'utf8') };
        else if (value instanceof Uint8Array) yield { table, bytes: Buffer.from(value) };
      }
    }
  }
}

/** Tables in which one of the texts stands. */
export function tablesWith(home: OpenHome, texts: readonly string[]): string[] {
  const wanted = texts.map((text) => Buffer.from(text, 'utf8'));
  const found = new Set<string>();
  for (const { table, bytes } of rawContent(home)) if (wanted.some((text) => bytes.includes(text))) found.add(table);
  return [...found].sort();
}
