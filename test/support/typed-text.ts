import type { SeededRandom } from '@liaison/node/testing';

const SYLLABLES = [
  ...'가나다라마바사아자차카타파하거너더러머버서어저처고노도로모보소오조초구누두루무부수우주추기니디리미비시이지치',
  ...['กา', 'มา', 'รา', 'นา', 'ตร', 'ที่', 'วัน', 'คน', 'ยา', 'เมือง', 'ban', 'ton', 'rik', 'sel', 'mor', 'gate', 'port'],
] as const;

/** Words that nobody has said before, in three scripts: text that compresses about as well as a report does. */
export function typedText(random: SeededRandom, bytes: number): string {
  let text = '';
  while (Buffer.byteLength(text) < bytes) {
    for (let i = 1 + random.below(4); i >= 0; i--) text += random.pick(SYLLABLES);
    text += ' ';
  }
  return text.trim();
}
