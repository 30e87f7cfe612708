import { type UnparseObject, unparse } from 'papaparse';

/** By this mark a spreadsheet program knows UTF-8; without it Thai and Korean come out as other letters. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a spreadsheet program may take for a formula: also behind spaces and signs that nobody sees, in the wide forms of a
 * Japanese or Korean keyboard, and with line ends behind it, which the library's own test passes over.
 */
const FORMULA = /^[\t\r\n]|^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;

/** A table as a file for spreadsheets. A text that would begin a formula gets an apostrophe; a number stays a number. */
export const savedTable = (table: UnparseObject<unknown[]> | unknown[][]): string =>
  BYTE_ORDER_MARK + unparse(table, { escapeFormulae: FORMULA, newline: '\r\n' });
