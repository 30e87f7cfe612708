import { failure, LiaisonError, type Result, success } from './errors.js';
import { LIMITS } from './limits.js';

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
    return `[${joinedParts(value, (part) => canonicalJson(part as JsonValue))}]`;
  } else if (typeof value === 'object') {
    const object = value as { readonly [key: string]: JsonValue };
    const member = (key: string) => `${canonicalJson(key)}:${canonicalJson(object[key] as JsonValue)}`;
    return `{${joinedParts(sortedKeys(object), member)}}`;
  }
  throw new LiaisonError(
    'encoding-json',
    'A value cannot be written as canonical JSON.',
    'Use null, booleans, finite numbers, well-formed strings, arrays and plain objects only.',
  );
}

/** As `map` and `join` do, without a list in between: every view and header that comes in is written so once. */
function joinedParts<Part>(parts: readonly Part[], write: (part: Part) => string): string {
  let text = '';
  for (let i = 0; i < parts.length; i++) text += i === 0 ? write(parts[i] as Part) : `,${write(parts[i] as Part)}`;
  return text;
}

/** What was canonical before has its keys in order; then nothing is sorted. */
function sortedKeys(object: object): string[] {
  const keys = Object.keys(object);
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] as string) >= (keys[i] as string)) return keys.sort();
  return keys;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Parses JSON that must be byte for byte what `JSON.stringify` gives back (ENC-3); key order is the caller's check. */
export function parseExactJson(bytes: Uint8Array): Result<unknown> {
  const parsed = parseText(bytes);
  const same = parsed !== undefined && JSON.stringify(parsed.value) === parsed.text;
  return same ? success(parsed.value) : notCanonical();
}

/** Parses canonical JSON (ENC-2) and refuses every other spelling of the same value. */
export function parseCanonicalJson(bytes: Uint8Array): Result<JsonValue> {
  const parsed = parseText(bytes);
  const same = parsed !== undefined && spellingOf(parsed.value as JsonValue) === parsed.text;
  return same ? success(parsed.value as JsonValue) : notCanonical();
}

/** Undefined for what has no canonical spelling, such as minus zero. */
function spellingOf(value: JsonValue): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}

/** Undefined for bad UTF-8, bad JSON, a lone surrogate or deep nesting: the same fault to a reader. */
function parseText(bytes: Uint8Array): { text: string; value: unknown } | undefined {
  if (isNestedDeeper(bytes, LIMITS.jsonDepthMax)) return undefined;
  try {
    const text = utf8.decode(bytes);
    // JSON.parse gives a lone surrogate for its escape, and no canonical text has one; two backslashes are one letter
    return /(?<!\\)(?:\\\\)*\\ud[89a-f]/i.test(text) ? undefined : { text, value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

const [QUOTE, BACKSLASH, OPEN_OBJECT, OPEN_LIST, CLOSE_OBJECT, CLOSE_LIST] = [...'"\\{[}]'].map((sign) =>
  sign.charCodeAt(0),
);

/** Looks at brackets outside strings before anything recurses over them: the depth a stack bears is no rule (LIM-14). */
function isNestedDeeper(bytes: Uint8Array, depthMax: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth++;
      if (depth > depthMax) return true;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth--;
  }
  return false;
}

const notCanonical = () =>
  failure(
    'encoding-json',
    'A JSON text is not in its one canonical form.',
    'Ask the sender to encode it again: sorted keys, no white space, no escapes that are not needed.',
  );
