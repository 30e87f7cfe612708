import { type GeneratedSeizure, generateSeizures } from '@liaison/interchange';
import type { Member } from './answers.js';

/** A CSV file as an agency would export it, and the mapping under which it is imported. */
export interface SeizureFile {
  readonly csv: string;
  readonly mapping: object;
}

type Cell = (seizure: GeneratedSeizure) => unknown;

const quantityOf = ({ fields }: GeneratedSeizure) => fields.quantity as { amount: number; unit: string };
const field =
  (name: string): Cell =>
  ({ fields }) =>
    fields[name];

const COLUMNS: Readonly<Record<string, Cell>> = {
  'Case number': field('caseNumber'),
  'Seized on': field('seizedOn'),
  Country: field('country'),
  Place: field('place'),
  Substance: field('substance'),
  Amount: (seizure) => quantityOf(seizure).amount,
  Unit: (seizure) => quantityOf(seizure).unit,
  Purity: field('purityPercent'),
  Channel: field('channel'),
  Origin: field('origin'),
  Transit: ({ fields }) => (fields.transit as string[] | undefined)?.join(', '),
  Destination: field('destination'),
  Concealment: field('concealment'),
  Agency: field('agency'),
  Narrative: ({ texts }) => texts.narrative,
};

/** Seizures of one member from the seeded generator; each says of itself that it is generated. */
export function seizureFile(member: Member, seed: string, count: number): SeizureFile {
  const generated = generateSeizures({ seed, count, members: [member] });
  if (!generated.ok) throw generated.error;
  const rows = generated.value.map((seizure) => Object.values(COLUMNS).map((cell) => cell(seizure)));
  const lines = [Object.keys(COLUMNS), ...rows].map((cells) => cells.map(quoted).join(','));
  return { csv: `${lines.join('\r\n')}\r\n`, mapping: mappingFor(member) };
}

const quoted = (value: unknown): string => `"${String(value ?? '').replaceAll('"', '""')}"`;

const mappingFor = (member: Member) => ({
  title: `Generated seizures of ${member}, for demonstration`,
  kind: 'seizure',
  source: `demonstration-seizures-${member.toLowerCase()}`,
  headerRow: 1,
  key: ['Case number'],
  fields: {
    caseNumber: { column: 'Case number' },
    seizedOn: { column: 'Seized on', date: 'yyyy-MM-dd' },
    country: { column: 'Country' },
    place: { column: 'Place' },
    substance: { column: 'Substance' },
    quantity: { column: 'Amount', number: true, unit: { column: 'Unit' } },
    purityPercent: { column: 'Purity', number: true },
    channel: { column: 'Channel' },
    origin: { column: 'Origin' },
    transit: { column: 'Transit' },
    destination: { column: 'Destination' },
    concealment: { column: 'Concealment' },
    agency: { column: 'Agency' },
    narrative: { column: 'Narrative' },
  },
});
