import type { CodeMap } from './mapping.js';

const COUNTRY = /^[A-Z]{2}$/;

/** What a value means: by the map, or without one by being a code itself. Null says nothing; undefined rejects the row. */
export function codeFor(map: CodeMap | undefined, value: string, codes: readonly string[]): string | null | undefined {
  if (map !== undefined) return Object.hasOwn(map, value) ? map[value] : undefined;
  return (codes.length === 0 ? COUNTRY.test(value) : codes.includes(value)) ? value : undefined;
}

/** The map to begin changes with: once there is one, a value that it does not know is no code by itself any more. */
export const codesGiven = (map: CodeMap | undefined, values: readonly string[], codes: readonly string[]): CodeMap =>
  map ??
  Object.fromEntries(
    values.flatMap((value) => {
      const code = codeFor(undefined, value, codes);
      return code === undefined ? [] : [[value, code]];
    }),
  );

/** One value means something else, or with undefined nothing that is known. */
export function withCode(map: CodeMap, value: string, code: string | null | undefined): CodeMap {
  const rest = Object.fromEntries(Object.entries(map).filter(([known]) => known !== value));
  return code === undefined ? rest : { ...rest, [value]: code };
}
