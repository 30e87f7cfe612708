import type { Rejection } from '../../calls/import-answers.js';

/** One cell that does not fit, or one row where it is not a cell. */
export interface Fault {
  readonly id: string;
  readonly line: number;
  /** Empty where the whole row is at fault. */
  readonly column: string;
  readonly field: string;
  readonly text: string;
  readonly code: string;
}

/** Rejected rows cell by cell, in the order of the file. */
export const faultsOf = (rejections: readonly Pick<Rejection, 'line' | 'code' | 'cells'>[]): Fault[] =>
  rejections.flatMap(({ line, code, cells = [] }) => {
    const whole = { line, column: '', field: '', text: '', code };
    const faults = cells.length === 0 ? [whole] : cells.map((cell) => ({ line, ...cell }));
    return faults.map((fault) => ({ ...fault, id: `${line} ${fault.field} ${fault.code}` }));
  });
