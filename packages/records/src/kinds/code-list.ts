import type { Labels } from './labels.js';

/** A controlled list: the code is what is stored and signed, the labels are what is shown. Codes are never re-used. */
export interface CodeList {
  readonly name: string;
  readonly labelsByCode: Readonly<Record<string, Labels>>;
}

export const codesOf = (list: CodeList): string[] => Object.keys(list.labelsByCode);

export const hasCode = (list: CodeList, code: string): boolean => Object.hasOwn(list.labelsByCode, code);
