import { interrupted } from './interrupted.js';

const CTRL_C = '\u0003';
const BACKSPACE = '\u007f';

/** Asks on the terminal and shows nothing of what is typed. Ctrl-C rejects with `interrupted`. */
export function promptHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (rest: string, settle: () => void) => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      if (rest !== '') stdin.unshift(rest); // typed ahead, for the next question
      stderr.write('\n');
      settle();
    };
    const take = (chunk: string) => {
      const characters = [...chunk];
      for (const [i, character] of characters.entries()) {
        const rest = () => characters.slice(i + 1).join('');
        if (character === '\r' || character === '\n') return end(rest(), () => resolve(typed));
        if (character === CTRL_C) return end('', () => reject(interrupted('No passphrase was given.')));
        typed = character === BACKSPACE ? [...typed].slice(0, -1).join('') : typed + character;
      }
    };
    stdin.on('data', take);
    stdin.resume();
  });
}
