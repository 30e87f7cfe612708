import { randomInt } from 'node:crypto';

const pick = (characters: string): string => {
  const all = [...characters];
  return all[randomInt(all.length)] as string;
};

/** A word nobody can have prepared for. */
export const chosenWord = (): string => `w${randomInt(2 ** 47).toString(36)}`;

/** Any of the 11,172 Hangul syllables. */
export const koreanSyllable = (): string => String.fromCharCode(0xac00 + randomInt(11_172));

/** A Thai consonant with a vowel, one grapheme or two; never at home in other test texts. */
export const thaiPair = (): string => pick('กขคงจชซญดตถทธนบปผฝพฟภมยรลวศสหอฮ') + pick('าะเแโใไ');

/** A Vietnamese syllable's end with its tone mark, in one code point as NFC wants it. */
export const vietnamesePair = (): string => pick('đbctkhlmn') + pick('ấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự');
