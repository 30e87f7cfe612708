import { type JsonValue, LiaisonError, orThrow } from '@liaison/protocol';
import { KINDS, type KindSpec, requireKind } from '@liaison/records';
import type { CsvRow } from '../import/csv-rows.js';
import { loadMapping } from '../import/load-mapping.js';
import type { Unpivot } from '../import/mapping-schema.js';
import { judgeRows, type RejectedRow } from '../import/read-rows.js';
import { type ColumnFit, columnFit, type SampledColumn, unitOf } from './column-fit.js';
import { namesOfFields } from './field-names.js';
import { findHead, type TableHead } from './find-head.js';
import { bracketOf } from './plain-name.js';
import { readValues } from './read-values.js';
import { type FileSample, sampleFile } from './sample-file.js';
import { columnsOf, rowsAgain, tableOf, unpivotOf } from './sampled-table.js';
import { type SuggestedKey, suggestKey } from './suggest-key.js';
import { readingOf, unmappedOf } from './suggestion-notes.js';

export interface SuggestOptions {
  /** Name of the file without folder: where `source` comes from. */
  readonly fileName: string;
  /** Left out: the kind whose fields fit best. */
  readonly kind?: string;
  /** A person goes on from here: where nothing fits, the answer is a mapping without fields and no failure. */
  readonly mayBeEmpty?: boolean;
}

export interface Suggestion {
  /** A mapping that can be used as it is, and should be looked through first. */
  readonly mapping: Readonly<Record<string, JsonValue>>;
  readonly fields: readonly (Omit<ColumnFit, 'rule' | 'field'> & { readonly field: string })[];
  /** Every column that can be named, with values it has. */
  readonly columns: readonly SampledColumn[];
  /** Columns that no field takes, with a few of their values. */
  readonly unmapped: readonly { readonly column: string; readonly values: readonly string[] }[];
  /** Fields of the kind that nothing was found for. */
  readonly missing: readonly string[];
  readonly key: SuggestedKey;
  /** How the file was read. */
  readonly reading: readonly string[];
  /** What the mapping makes of the rows that were looked at. */
  readonly tried: { readonly rows: number; readonly rejected: number; readonly rejections: readonly RejectedRow[] };
}

const SHOWN = 3;

/**
 * Makes a first mapping from the beginning of a file: where its heads stand, what they are called in five languages, what
 * their values can be read as. Everything that was decided says why; what nothing takes is listed. Throws
 * `suggest-no-head`, `suggest-nothing-fits`, `kind-unknown` and what a spreadsheet that cannot be read is refused with.
 */
export async function suggestMapping(file: AsyncIterable<Uint8Array>, options: SuggestOptions): Promise<Suggestion> {
  const kinds =
    options.kind === undefined ? KINDS.filter(({ internal }) => !internal) : [orThrow(requireKind(options.kind))];
  const { sample, head, unpivot, table, columns } = await sampledColumns(file);
  const { kind, fits } = bestFits(unpivot === undefined ? kinds : sumsFirst(kinds), columns, options.mayBeEmpty);
  const key = suggestKey(table, fits, kind.name);
  const mapping = mappingOf(kind, fits, { sample, head, unpivot, key, options });
  return {
    mapping,
    fields: fits.map(({ field, rule: _rule, ...fit }) => ({ field: field.name, ...fit })),
    columns: columns.map(shownColumn),
    unmapped: unmappedOf(columns, fits, mapping),
    missing: kind.fields.map(({ name }) => name).filter((name) => !Object.hasOwn(mapping.fields as object, name)),
    key,
    reading: readingOf(sample, head, unpivot, kind),
    tried: await tryOut(sample.rows, mapping),
  };
}

/** The beginning of a file as a table, and its columns. Throws `suggest-no-head`. */
async function sampledColumns(file: AsyncIterable<Uint8Array>) {
  const sample = await sampleFile(file);
  const head = findHead(sample.rows);
  if (head === undefined) throw noHead();
  const unpivot = unpivotOf(head);
  const table = await tableOf(sample.rows, head, unpivot);
  return { sample, head, unpivot, table, columns: columnsOf(table) };
}

const VALUES_SHOWN = 50;
const VALUE_CHARS_SHOWN = 100;

/** Different values, for a person to know the column by and to give codes to. */
const shownColumn = ({ name, values }: SampledColumn): SampledColumn => ({
  name,
  values: [...new Set(values)].slice(0, VALUES_SHOWN).map((value) => value.slice(0, VALUE_CHARS_SHOWN)),
});

/** How a column would be read as the field that a person chose for it. */
export interface SuggestedRule {
  /** Members of the field's rule, besides the column. */
  readonly rule: Readonly<Record<string, JsonValue>>;
  readonly rivals: readonly Readonly<Record<string, JsonValue>>[];
  /** Share of the values looked at that can be read so, 0 to 1. */
  readonly share: number;
}

/** Makes the rule for one column and one field of a kind. Throws `suggest-no-head`, `kind-unknown`, `suggest-nothing-fits`. */
export async function suggestRule(
  file: AsyncIterable<Uint8Array>,
  wanted: { readonly kind: string; readonly field: string; readonly column: string },
): Promise<SuggestedRule> {
  const { columns } = await sampledColumns(file);
  const column = columns.find(({ name }) => name === wanted.column);
  const field = orThrow(requireKind(wanted.kind)).fields.find(({ name }) => name === wanted.field);
  if (column === undefined || field === undefined) throw nothingFits(columns);
  const { rule, rivals = [], share } = readValues(field, column.values, unitOf(field, column, columns));
  return { rule, rivals, share };
}

/** A table with a column for each year holds sums, unless a person says otherwise. */
function sumsFirst(kinds: readonly KindSpec[]): readonly KindSpec[] {
  const sums = kinds.filter(({ name }) => name === 'statistic');
  return sums.length > 0 ? sums : kinds;
}

/** The kind whose fields fit best. Throws `suggest-nothing-fits`. */
function bestFits(kinds: readonly KindSpec[], columns: readonly SampledColumn[], mayBeEmpty = false) {
  const fitted = kinds.map((kind) => ({ kind, fits: fitsOf(kind, columns) }));
  const [best] = fitted.sort((a, b) => scoreOf(b.fits) - scoreOf(a.fits));
  if (best === undefined || (best.fits.length === 0 && !mayBeEmpty)) throw nothingFits(columns);
  return best;
}

/** Each field gets one column and each column one field, the best fits first; what is measured may stand in several. */
function fitsOf(kind: KindSpec, columns: readonly SampledColumn[]): ColumnFit[] {
  const names = namesOfFields(kind.name);
  const possible = kind.fields
    .flatMap((field) =>
      columns.flatMap((column) => columnFit(field, names.get(field.name) ?? [], column, columns) ?? []),
    )
    .sort((a, b) => b.confidence - a.confidence || distinctIn(columns, b) - distinctIn(columns, a));
  const chosen = new Map<string, ColumnFit>();
  const taken = new Set<string>();
  const inTableOrder = (wanted: readonly string[]) =>
    columns.map(({ name }) => name).filter((name) => wanted.includes(name));
  for (const fit of possible) {
    const [column = ''] = fit.columns;
    const before = chosen.get(fit.field.name);
    const joins = before !== undefined && fit.field.name === 'measure' && fit.certainty === before.certainty;
    if (taken.has(column) || (before !== undefined && !joins)) continue;
    taken.add(column);
    chosen.set(fit.field.name, joins ? { ...before, columns: inTableOrder([...before.columns, column]) } : fit);
  }
  return kind.fields.flatMap(({ name }) => chosen.get(name) ?? []);
}

/** Of two heads that fit alike, the one whose values say more: the country and not its region. */
const distinctIn = (columns: readonly SampledColumn[], { columns: [first] }: ColumnFit): number =>
  new Set(columns.find(({ name }) => name === first)?.values).size;

const scoreOf = (fits: readonly ColumnFit[]): number => fits.reduce((sum, { confidence }) => sum + confidence, 0);

interface Layout {
  readonly sample: FileSample;
  readonly head: TableHead;
  readonly unpivot: Unpivot | undefined;
  readonly key: SuggestedKey;
  readonly options: SuggestOptions;
}

function mappingOf(kind: KindSpec, fits: readonly ColumnFit[], layout: Layout): Record<string, JsonValue> {
  const { sample, head, unpivot, key, options } = layout;
  const stem = options.fileName.replace(/\.[^.]*$/, '').normalize('NFC');
  const fields = Object.fromEntries(
    fits.map(({ field, columns, rule }) => {
      const from = columns.length === 1 ? { column: columns[0] as string } : { columns: [...columns], join: ' · ' };
      return [field.name, { ...from, ...rule }];
    }),
  );
  return {
    title: `Suggested from ${options.fileName}; look through it before the first import`,
    kind: kind.name,
    source: stem === '' ? 'import' : stem.slice(0, 200),
    ...(sample.delimiter === undefined || sample.delimiter === ',' ? {} : { delimiter: sample.delimiter }),
    ...(sample.encoding === undefined || sample.encoding.encoding === 'utf-8'
      ? {}
      : { encoding: sample.encoding.encoding }),
    ...(head.headerRow === 1 ? {} : { headerRow: head.headerRow }),
    ...(head.compatibility ? { compatibility: true } : {}),
    ...(unpivot === undefined ? {} : { unpivot: { ...unpivot, nil: [...unpivot.nil] } as unknown as JsonValue }),
    key: key.columns === 'row' ? 'row' : [...key.columns],
    fields: { ...fields, ...unitConstant(kind, fits) } as JsonValue,
  };
}

/** A sum whose unit stands only in the head of its values. */
function unitConstant(kind: KindSpec, fits: readonly ColumnFit[]): Record<string, JsonValue> {
  const value = fits.find(({ field }) => field.name === 'value');
  const unit = bracketOf(value?.columns[0] ?? '');
  const isNeeded = kind.name === 'statistic' && fits.every(({ field }) => field.name !== 'unit');
  return isNeeded && unit !== undefined ? { unit: { value: unit } } : {};
}

async function tryOut(rows: readonly CsvRow[], mapping: Readonly<Record<string, JsonValue>>) {
  if (Object.keys(mapping.fields as object).length === 0) return { rows: 0, rejected: 0, rejections: [] };
  const usable = orThrow(loadMapping(JSON.stringify(mapping)));
  const rejections: RejectedRow[] = [];
  let read = 0;
  for await (const row of judgeRows(rowsAgain(rows), usable)) {
    read += 1;
    if (row.type === 'rejected') rejections.push(row);
  }
  return { rows: read, rejected: rejections.length, rejections: rejections.slice(0, SHOWN) };
}

const noHead = () =>
  new LiaisonError(
    'suggest-no-head',
    'No row of this file looks like the names of its columns.',
    'Write the mapping by hand, with headerRow; data/mappings has examples.',
  );

const nothingFits = (columns: readonly SampledColumn[]) =>
  new LiaisonError(
    'suggest-nothing-fits',
    `No column fits a field: ${columns.map(({ name }) => JSON.stringify(name)).join(', ')}.`,
    'Name the kind with --kind, or write the mapping by hand; data/mappings has examples.',
  );
