/**
 * The form in which text is stored for search and queries are compared: NFC, lower case, with the two letters whose
 * case folding is not their lower case (`ς` as `σ`, `ß` as `ss`; Unicode CaseFolding.txt). Marks and diacritics stay
 * significant: `Đá` equals `đá` and differs from `da`. Folding twice changes nothing. Lone surrogates and U+0000, which
 * SQLite's text cannot hold safely, become U+FFFD.
 */
export const fold = (text: string): string => {
  const sound = text.toWellFormed().replaceAll('\0', '\uFFFD');
  if (!NON_ASCII.test(sound)) return sound.toLowerCase();
  return sound.normalize('NFC').toLowerCase().replaceAll('ς', 'σ').replaceAll('ß', 'ss').normalize('NFC');
};

const NON_ASCII = /[\u0080-\uffff]/;
