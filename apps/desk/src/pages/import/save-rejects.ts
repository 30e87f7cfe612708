import { deskClient } from '../../calls/desk.js';

interface RejectedLine {
  readonly line: number;
  readonly code: string;
  readonly raw: string;
  readonly cells?: readonly { readonly field: string; readonly column: string; readonly code: string }[];
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** Rejected rows as a spreadsheet opens them: the line, what is wrong with it, and the row as it stands in the file. */
export function rejectsCsv(
  lines: readonly RejectedLine[],
  heads: readonly string[],
  faultText: (code: string) => string,
): string {
  const rows = lines.map(({ line, code, raw, cells = [] }) => {
    const faults = cells.map((cell) => [cell.column || cell.field, faultText(cell.code)].join(': '));
    return [String(line), faults.length === 0 ? faultText(code) : faults.join('; '), harmless(raw)];
  });
  // The mark tells spreadsheets that it is UTF-8.
  return `\ufeff${[heads, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** A spreadsheet would run a cell that begins like a formula. */
const harmless = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** Fetches all that was rejected and hands it to the browser as a file. Throws what `import.rejects` fails with. */
export async function saveRejects(
  upload: string,
  heads: readonly string[],
  faultText: (code: string) => string,
): Promise<void> {
  const lines: RejectedLine[] = [];
  let name = '';
  for (let after: number | null = 0; after !== null; ) {
    const page: { name: string; lines: string; next: number | null } = await deskClient.import.rejects.query({
      upload,
      after,
    });
    lines.push(...page.lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as RejectedLine])));
    name = page.name.replace(/\.jsonl$/, '.csv');
    after = page.next;
  }
  const url = URL.createObjectURL(new Blob([rejectsCsv(lines, heads, faultText)], { type: 'text/csv' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
