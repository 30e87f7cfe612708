/** What an import accepts; caps of this reader, none of them part of the protocol. */
export const IMPORT_LIMITS = {
  /** characters of a mapping file */
  mappingCharsMax: 1_048_576,
  /** cell bytes of one row; a quote that is never closed would otherwise gather the rest of the file in memory */
  rowBytesMax: 1_048_576,
  /** bytes of a spreadsheet, which is read as a whole, and of what it may unpack to */
  spreadsheetBytesMax: 33_554_432,
  spreadsheetUnpackedBytesMax: 268_435_456,
  /** rows of a sheet, as many as ECMA 376 programs have, and cells of the table that it spans, gaps included */
  sheetRowsMax: 1_048_576,
  sheetCellsMax: 10_000_000,
  /** how much of a file a suggested mapping is made from: bytes of a text, rows of either */
  sampleBytesMax: 1_048_576,
  sampleRowsMax: 500,
  /** characters of `skipRows` */
  skipPatternCharsMax: 200,
  /** characters of a row that `skipRows` looks at */
  skipRowCharsMax: 2_000,
  /** characters of the raw row that a rejection carries */
  rejectedRawCharsMax: 2_000,
} as const;
