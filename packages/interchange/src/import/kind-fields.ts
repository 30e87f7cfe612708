import { type FieldType, kindSpec } from '@liaison/records';

export type { FieldType };

/** Names of the fields of a kind, or `undefined` when there is no such kind that an import may write. */
export function fieldNames(kind: string): readonly string[] | undefined {
  const spec = kindSpec(kind);
  return spec === undefined || spec.internal ? undefined : spec.fields.map(({ name }) => name);
}

/** The type of a field that `fieldNames` lists; `text` for any other, whose values the kind then refuses. */
export const fieldType = (kind: string, field: string): FieldType =>
  kindSpec(kind)?.fields.find(({ name }) => name === field)?.type ?? 'text';

export const isNumeric = (type: FieldType): boolean => type === 'number' || type === 'integer';
