import { compareText } from '@liaison/protocol';

/** Whether texts stand in ascending order of code units, none twice: the order of every list in signed claims. */
export const isAscending = (texts: readonly string[]): boolean =>
  texts.every((text, i) => i === 0 || (texts[i - 1] as string) < text);

/** The texts in that order, each once. */
export const ascending = <Text extends string>(texts: readonly Text[]): Text[] => [...new Set(texts)].sort(compareText);

/** Whether no value comes twice. */
export const areDistinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
