import { z } from 'zod';
import { IMPORT_LIMITS } from '../limits.js';
import { datePatternFault } from './cell-date.js';
import { cleanCell } from './cell-text.js';
import { isTextEncoding } from './decode-text.js';
import { skipPatternFault } from './skip-pattern.js';

const columnName = z.string().transform(cleanCell).describe('Name of a column in the header row');
const constant = z.json().describe('A constant that every row gets');
const code = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const oneSign = z.string().regex(/^[^0-9eE+-]$/, 'must be one character that no number needs otherwise');

const numberRule = z
  .union([
    z.literal(true),
    z
      .strictObject({ decimal: oneSign.default('.'), group: oneSign.optional() })
      .refine(({ decimal, group }) => decimal !== group, 'decimal and group must differ'),
  ])
  .describe('Reads a number: true for 1234.5, or the decimal and grouping signs of the source');

const unitRule = z
  .union([
    z.string().min(1),
    z.strictObject({ column: columnName, map: z.record(z.string(), z.string().min(1)).optional() }),
  ])
  .describe('Unit of a quantity: a constant, or a column whose values may be mapped to units');

const dateRule = z
  .string()
  .superRefine((pattern, context) => {
    const fault = datePatternFault(pattern);
    if (fault) context.addIssue({ code: 'custom', message: `is not a usable date pattern: ${fault}` });
  })
  .describe('Unicode date pattern of the source, such as MM/dd/yyyy hh:mm:ss a');

const fieldRule = z
  .strictObject({
    column: columnName.optional(),
    columns: z.array(columnName).min(1).optional().describe('Columns joined into one value; empty ones are left out'),
    join: z.string().optional().describe('What stands between joined columns; a space when left out'),
    value: constant.optional(),
    map: z.record(z.string(), code).optional().describe('Source value to code; null leaves the field out'),
    date: dateRule.optional(),
    number: numberRule.optional(),
    unit: unitRule.optional(),
    default: constant.optional().describe('Value for an empty cell and for a source value that map does not know'),
  })
  .superRefine((rule, context) => {
    const fault = ruleFault(rule);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  })
  .describe('Where one field takes its value from: exactly one of column, columns and value');

function ruleFault(rule: Readonly<Record<string, unknown>>): string | undefined {
  const has = (name: string): boolean => rule[name] !== undefined;
  if (['column', 'columns', 'value'].filter(has).length !== 1) return 'needs exactly one of column, columns and value';
  if (has('join') && !has('columns')) return 'has join without columns';
  if (has('value') && ['map', 'date', 'number', 'default'].some(has))
    return 'has a constant value, which is never read';
  if (has('date') && has('number')) return 'cannot be both a date and a number';
  if (has('map') && (has('date') || has('number')))
    return 'has a map, whose codes are final; leave out date and number';
  return undefined;
}

const unpivotRule = z
  .strictObject({
    headerRows: z
      .union([z.literal(1), z.literal(2)])
      .default(1)
      .describe('Rows of heads from headerRow on; the second says what is measured'),
    columns: z
      .string()
      .min(1)
      .max(IMPORT_LIMITS.skipPatternCharsMax)
      .superRefine((pattern, context) => {
        const fault = skipPatternFault(pattern);
        if (fault) context.addIssue({ code: 'custom', message: fault });
      })
      .describe(
        'Regular expression on the heads of the columns that hold values; its first group is what is kept of a head',
      ),
    name: columnName.describe('Name of the new column that holds the head, such as Year'),
    measure: columnName.optional().describe('Name of the new column that holds the second head'),
    value: columnName.describe('Name of the new column that holds the value'),
    nil: z.array(z.string()).default(['-']).describe('Cells that say nothing, besides empty ones'),
  })
  .refine(
    ({ headerRows, measure }) => headerRows === 1 || measure !== undefined,
    'has two rows of heads and needs measure',
  )
  .describe('Makes a row of every value of a table that has years, or other names, as columns');

/**
 * A mapping: how the rows of one CSV layout become records of one kind. `import-mapping.schema.json` is generated from
 * this schema for other programs and editors.
 */
export const mappingSchema = z
  .strictObject({
    $schema: z.string().optional(),
    title: z.string().optional(),
    kind: z.string().min(1).describe('Kind of the records'),
    source: z
      .string()
      .min(1)
      .max(200)
      .transform(cleanCell)
      .describe('Constant name of the data set; with space and key it decides the id of a record: never change it'),
    delimiter: z
      .string()
      .regex(/^[\t\u0020-\u007e]$/, 'must be one ASCII character')
      .refine((sign) => sign !== '"', 'cannot be the quote')
      .default(','),
    encoding: z.string().refine(isTextEncoding, 'is not a known text encoding').default('utf-8'),
    sheet: z
      .union([z.string().min(1), z.int().min(1).max(1000)])
      .default(1)
      .describe('Sheet of a spreadsheet, by name or by place from 1'),
    headerRow: z.int().min(1).max(1000).default(1).describe('Row of the column names, blank rows counted, from 1'),
    skipRows: z
      .string()
      .min(1)
      .max(IMPORT_LIMITS.skipPatternCharsMax)
      .superRefine((pattern, context) => {
        const fault = skipPatternFault(pattern);
        if (fault) context.addIssue({ code: 'custom', message: fault });
      })
      .optional()
      .describe('Regular expression on the raw row; a row that matches is not a row'),
    compatibility: z
      .boolean()
      .default(false)
      .describe('Reads full-width letters, digits and brackets as the ordinary ones (NFKC), in heads and cells'),
    unpivot: unpivotRule.optional(),
    key: z
      .union([z.literal('row'), z.array(columnName).min(1)])
      .describe('Columns that identify a row, or "row": its whole content and its occurrence among identical rows'),
    fields: z
      .record(z.string(), fieldRule)
      .refine((fields) => Object.keys(fields).length > 0, 'needs at least one field'),
  })
  .describe('How the rows of a CSV file become records of Liaison');

/** A mapping with its defaults filled in. */
export type Mapping = z.output<typeof mappingSchema>;
export type FieldRule = z.output<typeof fieldRule>;
export type Unpivot = z.output<typeof unpivotRule>;
export type UnitRule = z.output<typeof unitRule>;
