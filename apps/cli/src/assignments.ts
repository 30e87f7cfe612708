import type { JsonValue } from '@liaison/protocol';
import { LiaisonError } from '@liaison/protocol';

export type SetOption = { field: string; text: string } | { field: string; json: JsonValue };

const ASSIGNMENT = /^([A-Za-z][A-Za-z0-9-]*)(:?=)(.*)$/s;

/** Collects `--set field=value` and `--set field:=json`, in order. */
export function collectSet(text: string, earlier: SetOption[]): SetOption[] {
  const [, field, sign, value] = ASSIGNMENT.exec(text) ?? [];
  if (field === undefined || value === undefined) throw malformed(text);
  return [...earlier, sign === '=' ? { field, text: value } : { field, json: parse(text, value) }];
}

function parse(text: string, value: string): JsonValue {
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    throw malformed(text);
  }
}

const malformed = (text: string) =>
  new LiaisonError(
    'set-malformed',
    `--set ${text} cannot be read.`,
    'Write --set field=value, or --set field:=JSON for structured values, such as quantity:=\'{"amount":2.1,"unit":"kg"}\'.',
  );
