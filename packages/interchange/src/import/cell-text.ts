/** The one form of a cell, a column name and a mapped source value: NFC (Unicode UAX #15) without outer white space. */
export const cleanCell = (text: string): string => text.normalize('NFC').trim();

// Lao, Thai, Khmer, Burmese and full-width digits; each of these blocks starts at a code point ending in hexadecimal 0.
const otherDigits = /[๐-๙໐-໙០-៩၀-၉０-９]/g;

/** Writes digits of the scripts of our members as ASCII digits, so that ๒๕ and ２５ read as 25. */
export const asciiDigits = (text: string): string =>
  text.replace(otherDigits, (digit) => String(digit.charCodeAt(0) & 0xf));
