import type { LiaisonError } from '@liaison/protocol';
import { EXIT } from './exit-codes.js';

/** One JSON document on standard output, or text for a person. Progress and warnings never go there. */
export interface Output {
  readonly json: boolean;
  /** Prints the answer of a command: the document itself, or what `human` makes of it. */
  answer<T>(document: T, human: (document: T) => string): void;
  /** A line on standard error. */
  note(text: string): void;
  /** A line on standard error that the next one replaces, where that is a terminal. */
  progress(text: string): void;
}

export function standardOutput(json: boolean): Output {
  let open = false;
  const isTerminal = process.stderr.isTTY;
  const endProgress = () => {
    if (open) process.stderr.write('\r\u001b[K');
    open = false;
  };
  return {
    json,
    answer: (document, human) => {
      endProgress();
      process.stdout.write(`${json ? JSON.stringify(document) : plain(human(document))}\n`);
    },
    note: (text) => {
      endProgress();
      process.stderr.write(`${plain(text)}\n`);
    },
    progress: (text) => {
      if (!isTerminal) return;
      process.stderr.write(`\r\u001b[K${plain(text)}`);
      open = true;
    },
  };
}

/** Control characters, and those that change the order of reading: a partner's text must not steer this terminal. */
const STEERING = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu;

/** Text for a terminal, with � for everything that would not be seen but obeyed. */
export const plain = (text: string): string => text.replace(STEERING, '\ufffd');

/** Prints an expected failure as code, sentence and next step, and says which exit code it is. */
export function printError(output: Output, error: LiaisonError): number {
  if (output.json) output.answer({ error: error.toJSON() }, () => '');
  else output.note(`error (${error.code}): ${error.message}\n  → ${error.next}`);
  return error.code === 'interrupted' ? EXIT.interrupted : EXIT.failed;
}

/** Text of others in one line: a line of its own could pass for something that this program says. */
export const oneLine = (text: string): string => text.replace(/[\n\r\t\u2028\u2029]/g, '⏎');

/** Columns padded to their widest cell; a wide (CJK) character takes two places. */
export function table(cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(oneLine));
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell));
  }
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - displayWidth(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u;

const displayWidth = (text: string): number =>
  [...text].reduce((sum, character) => sum + (NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1), 0);
