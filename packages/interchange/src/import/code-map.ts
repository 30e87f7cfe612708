import { failure, type JsonValue, type Result, success } from '@liaison/protocol';
import { cleanCell } from './cell-text.js';

/** A look-up by clean source value. Failure code: the given one. */
export function codeMap<T extends JsonValue>(
  map: Readonly<Record<string, T>>,
  unknown: { readonly code: string; readonly what: string; readonly next: string },
): (text: string) => Result<T> {
  const codes = new Map(Object.entries(map).map(([from, to]) => [cleanCell(from), to]));
  return (text) => {
    const code = codes.get(text);
    if (code !== undefined) return success(code);
    return failure(unknown.code, `The mapping does not know the ${unknown.what} "${text}".`, unknown.next);
  };
}

/** Countries of a list stand apart by white space or one of `,;/`. */
export const listedParts = (text: string): string[] => text.split(/[\s,;/]+/).filter((part) => part !== '');
