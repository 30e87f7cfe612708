import { createInterface } from 'node:readline';
import { interrupted } from './interrupted.js';
import { plain } from './output.js';

/**
 * Asks a yes-or-no question on the terminal; only `yes` or `y` is a yes. Ctrl-C rejects with `interrupted`, which says what
 * was left undone.
 */
export function confirm(question: string, undone: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve, reject) => {
    terminal.on('SIGINT', () => {
      reject(interrupted(undone));
      terminal.close();
    });
    terminal.on('close', () => resolve(false));
    terminal.question(`${plain(question)} [yes/no] `, (answer) => {
      resolve(/^y(es)?$/i.test(answer.trim()));
      terminal.close();
    });
  });
}
