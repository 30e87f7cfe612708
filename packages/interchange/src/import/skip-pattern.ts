import { IMPORT_LIMITS } from '../limits.js';

/**
 * What is wrong with a `skipRows` pattern, as a sentence, or `undefined`. JavaScript regular expressions backtrack, so
 * patterns whose time can explode on a hostile row are refused: a repeated group that repeats or branches inside, and
 * back references.
 */
export function skipPatternFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return `is not a regular expression: ${error instanceof Error ? error.message : String(error)}`;
  }
  const plain = pattern.replace(/\\[^1-9k]|\[(?:\\.|[^\]\\])*\]/g, 'x');
  if (/\\[1-9k]/.test(plain)) return 'must not contain back references';
  return repeatsInsideRepeat(plain) ? 'must not repeat a group that itself repeats or branches' : undefined;
}

function repeatsInsideRepeat(plain: string): boolean {
  const open: { varies: boolean }[] = [];
  for (let i = 0; i < plain.length; i += 1) {
    const sign = plain[i] as string;
    const group = open.at(-1);
    if (sign === '(') {
      open.push({ varies: false });
      if (plain[i + 1] === '?') i += 1; // (?: (?= (?! (?<: the question mark is no quantifier
    } else if (sign === ')') {
      const closed = open.pop();
      const repeated = /^[*+{]/.test(plain.slice(i + 1));
      if (repeated && closed?.varies) return true;
      const outer = open.at(-1);
      if (outer && (repeated || closed?.varies)) outer.varies = true;
    } else if (group && /[*+{?|]/.test(sign)) {
      group.varies = true;
    }
  }
  return false;
}

/** Tests a raw row; only its beginning is looked at. */
export function skipTest(pattern: string | undefined): (raw: string) => boolean {
  if (pattern === undefined) return () => false;
  const expression = new RegExp(pattern, 'u');
  return (raw) => expression.test(raw.slice(0, IMPORT_LIMITS.skipRowCharsMax));
}
