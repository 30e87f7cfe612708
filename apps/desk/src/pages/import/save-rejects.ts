import { deskClient } from '../../calls/desk.js';
import { saveFile } from '../../calls/save-file.js';
import { savedTable } from '../../format/saved-table.js';

interface RejectedLine {
  readonly line: number;
  readonly code: string;
  readonly raw: string;
  readonly cells?: readonly { readonly field: string; readonly column: string; readonly code: string }[];
}

/**
 * Rejected rows as a spreadsheet opens them: the line, what is wrong with it, and the row as it stands in the file. Nothing
 * in it is run as a formula.
 */
export function rejectsCsv(
  lines: readonly RejectedLine[],
  heads: readonly string[],
  faultText: (code: string) => string,
): string {
  const rows = lines.map(({ line, code, raw, cells = [] }) => {
    const faults = cells.map((cell) => [cell.column || cell.field, faultText(cell.code)].join(': '));
    return [String(line), faults.length === 0 ? faultText(code) : faults.join('; '), raw];
  });
  return savedTable([[...heads], ...rows]);
}

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
  saveFile(new Blob([rejectsCsv(lines, heads, faultText)], { type: 'text/csv;charset=utf-8' }), name);
}
