const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SIZE = ALPHABET.length;

/**
 * Check character of ISO/IEC 7064 MOD 37,36 over digits and capital letters: finds every single wrong character and
 * nearly every swap of two neighbours.
 */
export function checkCharacter(text: string): string {
  let product = SIZE;
  for (const character of text) {
    const sum = (product + ALPHABET.indexOf(character)) % SIZE || SIZE;
    product = (sum * 2) % (SIZE + 1);
  }
  return ALPHABET[(SIZE + 1 - product) % SIZE] ?? '';
}
