import { createReadStream, readFileSync } from 'node:fs';
import { loadMapping, type Mapping } from '@liaison/interchange';
import { type Author, createSpace, type ImportCounts, importRows, newRecord, type OpenHome } from '@liaison/node';
import type { MemberCode, SpaceId } from '@liaison/protocol';
import { type SampleRecord, sampleCsv, sampleMapping } from './sample-rows.js';
import { timed } from './statistics.js';

export interface Written {
  readonly space: SpaceId;
  readonly rows: number;
  readonly entries: number;
  readonly ms: number;
}

const DATA = new URL('../../../data/', import.meta.url);

/** The monthly figures of a real customs office, into a register of the own member. */
export async function importCustomsFile(home: OpenHome, author: Author): Promise<Written> {
  const mapping = loadMapping(readFileSync(new URL('mappings/cbp-nationwide-drugs.json', DATA), 'utf8'));
  if (!mapping.ok) throw mapping.error;
  const file = createReadStream(new URL('seizures/cbp-nationwide-drugs-fy20-fy23.csv', DATA));
  return importInto(home, author, { audience: [], mapping: mapping.value, file });
}

/** The sample records as a bulk import, 500 to an entry. */
export const importSample = (home: OpenHome, author: Author, records: readonly SampleRecord[], audience: string[]) =>
  importInto(home, author, { audience, mapping: sampleMapping, file: sampleCsv(records) });

async function importInto(
  home: OpenHome,
  author: Author,
  { audience, mapping, file }: { audience: string[]; mapping: Mapping; file: AsyncIterable<Uint8Array> },
): Promise<Written> {
  const { space } = makeSpace(home, author, audience);
  const onRejected = ({ line, reason }: { line: number; reason: string }) => {
    throw new Error(`row ${line} was rejected: ${reason}`);
  };
  const { ms, value } = await timed<ImportCounts>(() =>
    importRows(home.replica, author, { space, mapping, file, dryRun: false, onRejected }),
  );
  return { space, rows: value.imported, entries: value.entries, ms };
}

/** The sample records saved one by one, as officers do: an entry, a signature and a transaction each. */
export async function writeOneByOne(
  home: OpenHome,
  author: Author,
  records: readonly SampleRecord[],
  audience: string[],
): Promise<Written> {
  const { space } = makeSpace(home, author, audience);
  const { ms } = await timed(() => {
    for (const change of records) newRecord(home.replica, author, { space, kind: 'seizure', change });
  });
  return { space, rows: records.length, entries: records.length, ms };
}

const makeSpace = (home: OpenHome, author: Author, audience: readonly string[]) =>
  createSpace(home.replica, author, { kind: 'register', title: 'Bench', audience: audience as MemberCode[] });
