import iconv from 'iconv-lite';

const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The encoding that a byte order mark at the beginning of a text names, or undefined without one. */
export const markedEncoding = (begin: Uint8Array): string | undefined =>
  MARKS.find(([, mark]) => mark.every((byte, i) => begin[i] === byte))?.[0];

/**
 * Legacy encodings of our members with what a text in them is full of: runs of Hangul or Thai, or letters with marks that
 * stand beside plain ones.
 */
const LEGACY: readonly (readonly [string, RegExp])[] = [
  ['cp949', /[\uac00-\ud7a3]{2,}/gu],
  ['cp874', /[\u0e01-\u0e5b]{3,}/gu],
  ['cp1258', /(?<=[a-z])[\u00c0-\u036f]+|[\u00c0-\u036f]+(?=[a-z])/giu],
];

export interface DetectedEncoding {
  readonly encoding: string;
  /** `mark` and `valid` are certain; `likely` was chosen by the letters that come out. */
  readonly by: 'mark' | 'valid' | 'likely';
}

/**
 * The encoding of a text by its beginning: what a byte order mark says, else UTF-8 where the bytes are that, else UTF-16
 * where every other byte is zero, else the legacy encoding of Korea, Thailand or Vietnam that makes the most letters of it.
 */
export function detectEncoding(begin: Uint8Array): DetectedEncoding {
  const marked = markedEncoding(begin);
  if (marked !== undefined) return { encoding: marked, by: 'mark' };
  const halves = zeroHalves(begin);
  if (halves !== undefined) return { encoding: halves, by: 'likely' };
  if (isUtf8(begin)) return { encoding: 'utf-8', by: 'valid' };
  const [best] = LEGACY.map(([encoding, letters]) => ({ encoding, share: letterShare(begin, encoding, letters) })).sort(
    (a, b) => b.share - a.share,
  );
  return { encoding: best !== undefined && best.share > 0 ? best.encoding : 'utf-8', by: 'likely' };
}

/** ASCII letters in UTF-16 leave every other byte zero. */
function zeroHalves(bytes: Uint8Array): string | undefined {
  const zeros = [0, 0];
  for (const [i, byte] of bytes.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) * 8 < bytes.length) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** A beginning may end inside a character. */
function isUtf8(bytes: Uint8Array): boolean {
  for (let cut = 0; cut < 4; cut += 1) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - cut));
      return true;
    } catch {
      // one byte less
    }
  }
  return false;
}

function letterShare(bytes: Uint8Array, encoding: string, letters: RegExp): number {
  const text = iconv.decode(Buffer.from(bytes), encoding);
  const foreign = [...text].filter((sign) => (sign.codePointAt(0) ?? 0) > 0x7f).length;
  const known = (text.match(letters) ?? []).join('').length;
  return foreign === 0 ? 0 : known / foreign;
}
