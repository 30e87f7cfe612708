/** How one field is read; the part of the node's mappings that the page changes. Whatever else a rule says is kept. */
export interface FieldRule {
  readonly column?: string;
  readonly columns?: readonly string[];
  readonly date?: string;
  readonly number?: NumberRule;
  readonly unit?: string | { readonly column: string; readonly map?: Readonly<Record<string, string>> };
  readonly map?: CodeMap;
}

export type NumberRule = true | { readonly decimal: string; readonly group?: string };
/** Source value to code; null leaves the field out of the row. */
export type CodeMap = Readonly<Record<string, string | null>>;

/** A mapping as the node suggests and takes it. */
export interface Mapping {
  readonly kind: string;
  readonly source: string;
  readonly key: 'row' | readonly string[];
  readonly fields: Readonly<Record<string, FieldRule>>;
}

/** What a column is for: a field, the unit of a quantity that stands in another column, or nothing. */
export type Use = { readonly as: 'field' | 'unit'; readonly field: string } | undefined;

export function purposeOf({ fields }: Mapping, column: string): Use {
  for (const [field, rule] of Object.entries(fields)) {
    if (rule.column === column || rule.columns?.includes(column) === true) return { as: 'field', field };
    if (typeof rule.unit === 'object' && rule.unit.column === column) return { as: 'unit', field };
  }
  return undefined;
}

/** The column is for nothing any more; a field that was read from it alone goes. */
export function withoutColumn(mapping: Mapping, column: string): Mapping {
  const fields = Object.entries(mapping.fields).flatMap(([field, rule]): [string, FieldRule][] => {
    const rest = rule.columns?.filter((one) => one !== column) ?? [];
    if (rule.column === column) return [];
    if (rule.columns !== undefined) return rest.length === 0 ? [] : [[field, { ...rule, columns: rest }]];
    if (typeof rule.unit !== 'object' || rule.unit.column !== column) return [[field, rule]];
    const { unit: _unit, number: _number, ...cells } = rule;
    return [[field, cells]];
  });
  return { ...mapping, fields: Object.fromEntries(fields) };
}

/** The column is read as this field, which no other column is any more. */
export function withField(mapping: Mapping, column: string, field: string, rule: FieldRule): Mapping {
  const { fields, ...rest } = withoutColumn(mapping, column);
  return { ...rest, fields: { ...fields, [field]: { ...rule, column } } };
}

/** The column gives the unit of a quantity. */
export function withUnitColumn(mapping: Mapping, column: string, field: string): Mapping {
  const { fields, ...rest } = withoutColumn(mapping, column);
  const rule = fields[field];
  if (rule === undefined) return mapping;
  return { ...rest, fields: { ...fields, [field]: { ...rule, number: rule.number ?? true, unit: { column } } } };
}

/** A field is read in another way. What is undefined is left out of the rule. */
export function withRule(
  mapping: Mapping,
  field: string,
  changed: { readonly [Name in keyof FieldRule]?: FieldRule[Name] | undefined },
): Mapping {
  const rule = Object.entries({ ...mapping.fields[field], ...changed }).filter(([, value]) => value !== undefined);
  return { ...mapping, fields: { ...mapping.fields, [field]: Object.fromEntries(rule) } };
}

/** Columns that identify a row, or all of them. */
export const withKey = (mapping: Mapping, key: Mapping['key']): Mapping => ({ ...mapping, key });
