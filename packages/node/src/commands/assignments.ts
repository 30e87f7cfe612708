import { type JsonValue, orThrow } from '@liaison/protocol';
import { checkFieldValue, parseFieldText, requireField, requireKind, type SectionChange } from '@liaison/records';

/** One `--set`: what a person typed, or a structured value (`field:=json`). An empty text clears the field. */
export type Assignment =
  | { readonly field: string; readonly text: string }
  | { readonly field: string; readonly json: JsonValue };

/** Turns assignments into a change of one section. Throws what `parseFieldText` and `checkFieldValue` fail with. */
export function changeFrom(kindName: string, assignments: readonly Assignment[]): SectionChange {
  const kind = orThrow(requireKind(kindName));
  const fields: Record<string, JsonValue | null> = {};
  const texts: Record<string, string> = {};
  for (const assignment of assignments) {
    const { name, type } = orThrow(requireField(kind, assignment.field));
    if (type === 'narrative') texts[name] = narrativeText(kindName, assignment);
    else fields[name] = fieldValue(kindName, assignment);
  }
  return { fields, texts };
}

function narrativeText(kind: string, assignment: Assignment): string {
  if ('text' in assignment) return assignment.text.normalize('NFC');
  return String(orThrow(checkFieldValue(kind, assignment.field, assignment.json)));
}

function fieldValue(kind: string, assignment: Assignment): JsonValue | null {
  if ('json' in assignment) {
    return assignment.json === null ? null : orThrow(checkFieldValue(kind, assignment.field, assignment.json));
  }
  return assignment.text === '' ? null : orThrow(parseFieldText(kind, assignment.field, assignment.text));
}
