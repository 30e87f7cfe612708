import { generateSeizures, type Mapping, mappingSchema } from '@liaison/interchange';
import type { JsonValue } from '@liaison/protocol';

/** A record of about this many bytes of canonical content, in UTF-8. */
const RECORD_BYTES = 1_024;

export interface SampleRecord {
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly texts: { readonly narrative: string };
}

/** Seizures in Korean, Thai, Vietnamese and Malay whose narratives are filled up to one size. */
export function sampleRecords(count: number): SampleRecord[] {
  const generated = generateSeizures({ seed: 'bench', count, members: ['KR', 'TH', 'VN', 'MY'] });
  if (!generated.ok) throw generated.error;
  const records = generated.value;
  return records.map(({ fields: { transit: _list, ...fields }, texts: { narrative } }, index) => {
    const more = records[(index + 4) % records.length]?.texts.narrative ?? '';
    const room = RECORD_BYTES - bytesOf({ fields, texts: { narrative: '' } });
    return { fields, texts: { narrative: filledTo(room, narrative, more) } };
  });
}

const bytesOf = (record: SampleRecord): number => Buffer.byteLength(JSON.stringify(record));

/** `text` repeated with `more` and cut between characters, so that it takes `bytes` bytes or up to three fewer. */
function filledTo(bytes: number, text: string, more: string): string {
  let filled = text;
  while (Buffer.byteLength(filled) < bytes) filled += ` ${more}`;
  const cut = Buffer.from(filled).subarray(0, bytes).toString('utf8');
  return cut.replace(/\uFFFD+$/, '').toWellFormed();
}

const COLUMNS = [
  'seizedOn',
  'country',
  'place',
  'substance',
  'purityPercent',
  'channel',
  'origin',
  'destination',
  'concealment',
  'agency',
  'caseNumber',
] as const;

/** How the CSV of `sampleCsv` becomes seizures. */
export const sampleMapping: Mapping = mappingSchema.parse({
  kind: 'seizure',
  source: 'liaison-bench',
  key: ['caseNumber'],
  fields: {
    ...Object.fromEntries(COLUMNS.map((column) => [column, { column }])),
    purityPercent: { column: 'purityPercent', number: true },
    quantity: { column: 'amount', number: true, unit: { column: 'unit' } },
    narrative: { column: 'narrative' },
  },
});

/** The records as a CSV file, in parts as a disk would give them. */
export async function* sampleCsv(records: readonly SampleRecord[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${[...COLUMNS, 'amount', 'unit', 'narrative'].join()}\n`);
  for (let from = 0; from < records.length; from += 64) {
    yield Buffer.from(
      records
        .slice(from, from + 64)
        .map(csvRow)
        .join(''),
    );
  }
}

function csvRow({ fields, texts }: SampleRecord): string {
  const { amount, unit } = fields.quantity as { amount: number; unit: string };
  const cells = [...COLUMNS.map((column) => fields[column] ?? ''), amount, unit, texts.narrative];
  return `${cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join()}\n`;
}
