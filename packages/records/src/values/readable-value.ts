import { canonicalJson, compareText, type JsonValue, LIMITS } from '@liaison/protocol';

/**
 * Whether a value obeys the content rules of a field: null, boolean, finite number, well-formed string, array or plain
 * object within LIM-30 to LIM-32. A value that does not is kept and shown as unreadable; it voids nothing.
 */
export function isReadableValue(value: unknown): value is JsonValue {
  return countNodes(value, LIMITS.valueDepthMax) <= LIMITS.valueNodesMax;
}

/** Number of parts, or infinity for what must not be shown. `depth` is how many lists or objects may still open. */
function countNodes(value: unknown, depth: number): number {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? 1 : Number.POSITIVE_INFINITY;
  if (typeof value === 'string') return isReadableText(value) ? 1 : Number.POSITIVE_INFINITY;
  if (typeof value !== 'object' || depth === 0) return Number.POSITIVE_INFINITY;
  return Array.isArray(value) ? countParts(value, depth) : countMembers(value, depth);
}

const isReadableText = (text: string): boolean => text.length <= LIMITS.valueStringMax && text.isWellFormed();

function countParts(parts: readonly unknown[], depth: number): number {
  if (parts.length > LIMITS.valueNodesMax) return Number.POSITIVE_INFINITY;
  let nodes = 1;
  for (const part of parts) nodes += countNodes(part, depth - 1);
  return nodes;
}

function countMembers(value: object, depth: number): number {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return Number.POSITIVE_INFINITY;
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || !isReadableText(key)) return Number.POSITIVE_INFINITY;
  }
  return countParts(Object.values(value), depth);
}

/** The same value with null-prototype objects whose keys are sorted: equal values then have equal bytes. */
export function orderedValue(value: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((part) => orderedValue(part as JsonValue));
  const source = value as { readonly [key: string]: JsonValue };
  const copy: Record<string, JsonValue> = Object.create(null);
  for (const key of Object.keys(source).sort(compareText)) copy[key] = orderedValue(source[key] as JsonValue);
  return copy;
}

export const equalValues = (a: JsonValue, b: JsonValue): boolean => a === b || canonicalJson(a) === canonicalJson(b);

/** The values without repetitions, in their first order: the same thing said twice is agreement. */
export function distinctValues(values: readonly JsonValue[]): JsonValue[] {
  if (values.length < 2) return [...values];
  const byText = new Map<string, JsonValue>();
  for (const value of values) {
    const text = canonicalJson(value);
    if (!byText.has(text)) byText.set(text, value);
  }
  return [...byText.values()];
}
