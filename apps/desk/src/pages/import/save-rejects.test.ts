import { expect, it } from 'vitest';
import { faultsOf } from './faults.js';
import { rejectsCsv } from './save-rejects.js';

const cells = [{ field: 'seizedOn', column: 'When', text: 'soon', code: 'date-unreadable' }];

it('what was not taken can be saved as a list that a spreadsheet reads and does not run', () => {
  const lines = [
    { line: 3, code: 'date-unreadable', raw: '=cmd,"soon"', cells },
    { line: 9, code: 'row-ragged', raw: 'x' },
  ];
  expect(rejectsCsv(lines, ['Line', 'Problem', 'Row'], (code) => code.toUpperCase())).toBe(
    '\ufeffLine,Problem,Row\r\n3,When: DATE-UNREADABLE,"\'=cmd,""soon"""\r\n9,ROW-RAGGED,x',
  );
});

it('a rejected row is shown by its cells, or as a whole', () => {
  const faults = faultsOf([
    { line: 3, code: 'date-unreadable', cells },
    { line: 9, code: 'row-ragged' },
  ]);
  expect(faults.map(({ line, column, text, code }) => [line, column, text, code])).toEqual([
    [3, 'When', 'soon', 'date-unreadable'],
    [9, '', '', 'row-ragged'],
  ]);
});
