import { kindSpec } from '@liaison/records';

/** The type of a field as its kind declares it, such as `text`, `month`, `quantity` or `narrative`. */
export type FieldType = string;

/** Names of the fields of a kind, or `undefined` when there is no such kind. */
export function fieldNames(kind: string): readonly string[] | undefined {
  const spec = kindSpec(kind);
  return spec && Object.keys(spec.fields);
}

/** The type of a field that `fieldNames` lists; `text` for any other, whose values the kind then refuses. */
export const fieldType = (kind: string, field: string): FieldType => kindSpec(kind)?.fields[field]?.type ?? 'text';
