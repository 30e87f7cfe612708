import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSeizures } from '@liaison/interchange';

const COLUMNS = ['No', 'Date', 'Country', 'Place', 'Drug', 'Amount', 'Unit', 'Agency', 'Remarks'] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

const MAPPING = {
  kind: 'seizure',
  source: 'generated-seizures',
  key: ['No'],
  fields: {
    seizedOn: { column: 'Date', date: 'yyyy-MM-dd' },
    country: { column: 'Country' },
    place: { column: 'Place' },
    substance: { column: 'Drug' },
    quantity: { column: 'Amount', number: true, unit: { column: 'Unit' } },
    agency: { column: 'Agency' },
    narrative: { column: 'Remarks' },
  },
};

export interface SeizureFile {
  readonly csv: string;
  readonly mapping: string;
  /** What the cells say, to look for later. */
  readonly rows: readonly Row[];
}

export interface SeizureFileOptions {
  readonly folder: string;
  readonly rows: number;
  /** Put into the remarks of each row. */
  readonly remarks?: (row: number) => string;
}

/** Writes a CSV of invented seizures and its mapping; the same count gives the same rows but for the remarks. */
export function seizureFile({ folder, rows: count, remarks = () => '' }: SeizureFileOptions): SeizureFile {
  const generated = generateSeizures({ seed: 'scenario', count, members: ['KR', 'TH', 'VN', 'MY'] });
  if (!generated.ok) throw generated.error;
  const rows = generated.value.map(({ fields, texts }, index): Row => {
    const { amount, unit } = fields.quantity as { amount: number; unit: string };
    return {
      No: `S-${index + 1}`,
      Date: String(fields.seizedOn),
      Country: String(fields.country),
      Place: String(fields.place),
      Drug: String(fields.substance),
      Amount: String(amount),
      Unit: unit,
      Agency: String(fields.agency),
      Remarks: `${remarks(index)} ${texts.narrative}`.trim(),
    };
  });
  const [csv, mapping] = [join(folder, 'seizures.csv'), join(folder, 'mapping.json')];
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','));
  writeFileSync(csv, `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`);
  writeFileSync(mapping, JSON.stringify(MAPPING));
  return { csv, mapping, rows };
}
