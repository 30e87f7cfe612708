/** Letters and digits of a name, whatever its case, width, spacing and punctuation; a bracket at the end is no part of it. */
export const plainName = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s*[([{][^)\]}]*[)\]}]\s*$/u, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');

/** What stands in brackets at the end of a head, such as the `kg` of `Weight (kg)`. */
export const bracketOf = (text: string): string | undefined =>
  /[([{]\s*([^)\]}]+?)\s*[)\]}]\s*$/u.exec(text.normalize('NFKC'))?.[1];
