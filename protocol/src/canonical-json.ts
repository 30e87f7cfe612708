import { failure, LiaisonError, type Result, success } from './errors.js';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Canonical JSON (ENC-2): keys sorted by UTF-16 code unit, no white space, numbers as ECMAScript prints them; the same
 * bytes as RFC 8785 (JCS) for the values allowed here. Throws `encoding-json` for what JSON cannot say exactly.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return JSON.stringify(value);
  } else if (typeof value === 'string') {
    if (value.isWellFormed()) return JSON.stringify(value);
  } else if (Array.isArray(value)) {
    return `[${value.map((part) => canonicalJson(part as JsonValue)).join(',')}]`;
  } else if (typeof value === 'object') {
    const object = value as { readonly [key: string]: JsonValue };
    const parts = Object.keys(object)
      .sort()
      .map((key) => `${canonicalJson(key)}:${canonicalJson(object[key] as JsonValue)}`);
    return `{${parts.join(',')}}`;
  }
  throw new LiaisonError(
    'encoding-json',
    'A value cannot be written as canonical JSON.',
    'Use null, booleans, finite numbers, well-formed strings, arrays and plain objects only.',
  );
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Parses JSON that must be byte for byte what `JSON.stringify` gives back (ENC-3); key order is the caller's check. */
export function parseExactJson(bytes: Uint8Array): Result<unknown> {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    if (JSON.stringify(value) === text && text.isWellFormed() && !/\\ud[89a-f]/.test(text)) return success(value);
  } catch {
    // falls through: bad UTF-8 and bad JSON are the same fault to a reader
  }
  return notCanonical();
}

/** Parses canonical JSON (ENC-2) and refuses every other spelling of the same value. */
export function parseCanonicalJson(bytes: Uint8Array): Result<JsonValue> {
  const parsed = parseExactJson(bytes);
  if (!parsed.ok) return parsed;
  const value = parsed.value as JsonValue;
  const again = Buffer.from(canonicalJson(value), 'utf8');
  return again.equals(bytes) ? success(value) : notCanonical();
}

const notCanonical = () =>
  failure(
    'encoding-json',
    'A JSON text is not in its one canonical form.',
    'Ask the sender to encode it again: sorted keys, no white space, no escapes that are not needed.',
  );
