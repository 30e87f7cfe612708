/** What the two indexes are given for one folded text. */
export interface IndexedGrams {
  /** The text with every non-ASCII run as one placeholder, for the trigram tokenizer. */
  ascii: string;
  /** One token per pair of neighbouring characters of which at least one is not ASCII; empty when there is none. */
  wide: string;
}

/** Which FTS5 expressions narrow the candidates of a query; with neither, the newest sections are looked through. */
export interface GramQuery {
  readonly ascii?: string;
  readonly wide?: string;
}

/** Never part of a query to the ASCII index, so what the placeholder's own trigrams match does not matter. */
const PLACEHOLDER = '\u00ff';
const WIDE_RUN = /[\u0080-\uffff]+/g;
const WIDE = /[\u0080-\uffff]/;
const ASCII_MAX = 0x7f;
const BMP_MAX = 0xffff;
/** More terms than this narrow the candidates no further; the text decides anyway. */
const TERMS_MAX = 12;

/** After the last character, so that the last pair of a text begins a trigram as every other does. */
const END = '\u001f';
/** Every character that may follow a pair of ASCII in the index. */
const FOLLOWERS = [...Array.from({ length: ASCII_MAX }, (_unused, code) => String.fromCharCode(code + 1)), PLACEHOLDER];

/**
 * Cuts a folded text into what is indexed. Trigrams cannot answer `대마` or `đá`, and pairs of ASCII letters are in
 * nearly every text; so ASCII is indexed by three characters and everything else by two.
 */
export const indexedGrams = (folded: string): IndexedGrams =>
  WIDE.test(folded)
    ? { ascii: folded.replace(WIDE_RUN, PLACEHOLDER) + END, wide: widePairs(folded) }
    : { ascii: folded + END, wide: '' };

/** Chooses the index terms for a folded query; none for a single ASCII character, which is in nearly every text. */
export const gramQuery = (folded: string): GramQuery => {
  const characters = Array.from(folded);
  const [first = '', second = ''] = characters;
  if (characters.length === 1) return WIDE.test(first) ? { wide: `${quoted(first)} *` } : {};
  if (characters.length === 2 && !WIDE.test(folded)) {
    return { ascii: FOLLOWERS.map((third) => quoted(first + second + third)).join(' OR ') };
  }
  const ascii = asciiTrigrams(characters);
  const wide = queryPairs(characters);
  return {
    ...(ascii.length > 0 ? { ascii: ascii.map(quoted).join(' ') } : {}),
    ...(wide.length > 0 ? { wide: wide.map(quoted).join(' ') } : {}),
  };
};

/**
 * How a character is written in a pair. The `ascii` tokenizer keeps every byte above 0x7f, so marks and other scripts
 * are safe as they are; ASCII that it would take for a separator is written as two hexadecimal digits. A pair has a
 * wide character, which tells its two halves apart, so no two pairs are written alike.
 */
const ASCII_PIECES = Array.from({ length: ASCII_MAX + 1 }, (_unused, code) => {
  const character = String.fromCharCode(code);
  return /[a-z0-9]/.test(character) ? character : code.toString(16).padStart(2, '0');
});

const pieceOf = (character: string): string => ASCII_PIECES[character.codePointAt(0) ?? 0] ?? character;

/** The last wide character stands alone, so that each one begins a token and a prefix query finds single ones. */
const widePairs = (folded: string): string => {
  let tokens = '';
  let previous = '';
  let previousIsWide = false;
  for (let index = 0; index < folded.length; ) {
    const code = folded.codePointAt(index) ?? 0;
    const end = index + (code > BMP_MAX ? 2 : 1);
    const isWide = code > ASCII_MAX;
    const piece = isWide ? folded.slice(index, end) : (ASCII_PIECES[code] ?? '');
    if (previousIsWide || (isWide && previous !== '')) tokens += `${previous}${piece} `;
    previous = piece;
    previousIsWide = isWide;
    index = end;
  }
  return previousIsWide ? tokens + previous : tokens;
};

const queryPairs = (characters: readonly string[]): string[] => {
  const pairs = new Set<string>();
  for (let index = 1; index < characters.length; index += 1) {
    const [first = '', second = ''] = characters.slice(index - 1, index + 1);
    if (WIDE.test(first + second)) pairs.add(pieceOf(first) + pieceOf(second));
  }
  return spread([...pairs]);
};

const asciiTrigrams = (characters: readonly string[]): string[] => {
  const trigrams = new Set<string>();
  for (let index = 2; index < characters.length; index += 1) {
    const trigram = characters.slice(index - 2, index + 1).join('');
    if (!WIDE.test(trigram)) trigrams.add(trigram);
  }
  return spread([...trigrams]);
};

/** Up to `TERMS_MAX` terms from all over the query. */
const spread = (terms: readonly string[]): string[] => {
  const step = Math.ceil(terms.length / TERMS_MAX);
  return terms.filter((_term, index) => index % Math.max(step, 1) === 0);
};

const quoted = (trigram: string): string => `"${trigram.replaceAll('"', '""')}"`;
