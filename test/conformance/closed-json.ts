/** The part of JSON Schema that the schemas of vectors use. */
interface ClosedSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: ClosedSchema;
  readonly properties?: Readonly<Record<string, ClosedSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | ClosedSchema;
}

/** Where a value breaks a schema, as paths; empty where it does not. */
export function closedFaults(schema: ClosedSchema, value: unknown, path = '$'): string[] {
  if (schema.enum !== undefined) return schema.enum.includes(value) ? [] : [`${path}: not one of the allowed values`];
  if (schema.type !== undefined && !hasType(value, schema.type)) return [`${path}: no ${schema.type}`];
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined ? [] : value.flatMap((part, i) => closedFaults(items, part, `${path}[${i}]`));
  }
  return typeof value === 'object' && value !== null ? memberFaults(schema, { ...value }, path) : [];
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function memberFaults(schema: ClosedSchema, value: Readonly<Record<string, unknown>>, path: string): string[] {
  const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${path}.${name}: missing`);
  const others = Object.entries(value).flatMap(([name, part]) => {
    const known = schema.properties?.[name] ?? schema.additionalProperties ?? true;
    if (known === true) return [];
    return known === false ? [`${path}.${name}: unknown`] : closedFaults(known, part, `${path}.${name}`);
  });
  return [...missing, ...others];
}
