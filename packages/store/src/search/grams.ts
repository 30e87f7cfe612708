/** What the two indexes are given for one folded text. */
export interface IndexedGrams {
  /** The text with every non-ASCII run as one placeholder, for the trigram tokenizer. */
  ascii: string;
  /** One token per pair of neighbouring characters of which at least one is not ASCII; empty when there is none. */
  wide: string;
}

/** How the indexes answer a query; `exact` when the index alone decides, without a look at the text. */
export interface GramQuery {
  /** FTS5 expression for the ASCII index, or undefined when it is not asked. */
  ascii?: string;
  /** FTS5 expression for the index of wide pairs, or undefined when it is not asked. */
  wide?: string;
  exact: boolean;
}

/** Never part of a query to the ASCII index, so what the placeholder's own trigrams match does not matter. */
const PLACEHOLDER = '\u00ff';
const WIDE_RUN = /[\u0080-\uffff]+/g;
const WIDE = /[\u0080-\uffff]/;
const ASCII_MAX = 0x7f;
const BMP_MAX = 0xffff;
/** More terms than this narrow the candidates no further; the text decides anyway. */
const TERMS_MAX = 12;

/**
 * Cuts a folded text into what is indexed. Trigrams cannot answer `대마` or `đá`, and pairs of ASCII letters are in
 * nearly every text; so ASCII is indexed by three characters and everything else by two.
 */
export const indexedGrams = (folded: string): IndexedGrams =>
  WIDE.test(folded)
    ? { ascii: folded.replace(WIDE_RUN, PLACEHOLDER), wide: widePairs(folded) }
    : { ascii: folded, wide: '' };

/** Chooses the index terms for a folded query; neither expression for ASCII of one or two characters: scan the texts. */
export const gramQuery = (folded: string): GramQuery => {
  const characters = Array.from(folded);
  const [first] = characters;
  if (characters.length === 1 && first !== undefined && WIDE.test(first)) {
    return { wide: `${quoted(first)} *`, exact: true };
  }
  const ascii = asciiTrigrams(characters);
  const wide = queryPairs(characters);
  return {
    ...(ascii.length > 0 ? { ascii: ascii.map(quoted).join(' ') } : {}),
    ...(wide.length > 0 ? { wide: wide.map(quoted).join(' ') } : {}),
    exact: ascii.length + wide.length === 1 && characters.length === (ascii.length === 1 ? 3 : 2),
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
