import type { Random } from '@liaison/identity';

/** Crockford's base 32: no letter can be taken for a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 5;
const GROUP_LENGTH = 5;

/** A passphrase that nobody had to invent: 125 bits in five groups of five characters. */
export function generatePassphrase(random: Random): string {
  const characters = [...random.bytes(GROUPS * GROUP_LENGTH)].map((byte) => ALPHABET[byte & 0x1f] as string);
  const groups = Array.from({ length: GROUPS }, (_unused, i) =>
    characters.slice(i * GROUP_LENGTH, (i + 1) * GROUP_LENGTH).join(''),
  );
  return groups.join('-');
}
