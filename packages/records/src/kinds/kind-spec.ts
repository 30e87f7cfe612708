import type { CodeList } from './code-list.js';
import type { Labels } from './labels.js';

/**
 * How the value of a field is written.
 * `text` string · `narrative` a merged long text (never a register) · `date` `2026-11-24` · `month` `2026-11` ·
 * `code` one code of a list · `country` ISO 3166-1 alpha-2 · `countries` a list of those · `number` · `integer` ·
 * `quantity` {amount, unit, grams} · `place` string.
 */
export type FieldType =
  | 'text'
  | 'narrative'
  | 'date'
  | 'month'
  | 'code'
  | 'country'
  | 'countries'
  | 'number'
  | 'integer'
  | 'quantity'
  | 'place';

export interface FieldSpec {
  readonly name: string;
  readonly type: FieldType;
  readonly labels: Labels;
  /** For `code`: the list. */
  readonly codes?: CodeList;
}

/** A kind of record, declared as data. It decides display and what a writer may say, never what is valid. */
export interface KindSpec {
  readonly name: string;
  readonly labels: Labels;
  /** Whether a record of this kind has a joint section in a shared space. */
  readonly joint: boolean;
  /** Internal records carry the system's own data and are not counted as records. */
  readonly internal: boolean;
  readonly fields: readonly FieldSpec[];
  /** The fields whose values make a short title, in order. */
  readonly title: readonly string[];
  /** The `date` field that says when it happened; undefined where a record of this kind is about no one day. */
  readonly day?: string;
}

export const field = (name: string, type: FieldType, text: Labels): FieldSpec => ({ name, type, labels: text });

export const codeField = (name: string, codes: CodeList, text: Labels): FieldSpec => ({
  name,
  type: 'code',
  labels: text,
  codes,
});
