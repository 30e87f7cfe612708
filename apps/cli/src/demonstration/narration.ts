import { wrapText } from './wrap-text.js';

/** Tells the story in the terminal: who does what where, and what that shows. */
export interface Narration {
  chapter(title: string): void;
  /** What somebody does, such as `say('TH desk, Bangkok', 'Files an indictment.')`. */
  say(who: string, text: string): void;
  /** What the chapter has shown; said only after it was checked. */
  shows(text: string): void;
  /** Lines as they are. */
  plain(text: string): void;
}

const COLUMNS = 110;
const WHO_COLUMNS = 22;
const INDENT = '   ';

interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
}

const code = (start: number, end: number) => (text: string) => `\u001b[${start}m${text}\u001b[${end}m`;
const COLOURED: Style = { bold: code(1, 22), dim: code(2, 22), green: code(32, 39) };
const PLAIN: Style = { bold: String, dim: String, green: String };

/** Narrates to a stream, in colour only on a terminal that has not been asked for none. */
export function narrationTo(stream: NodeJS.WriteStream): Narration {
  const style = stream.isTTY && process.env.NO_COLOR === undefined ? COLOURED : PLAIN;
  let chapters = 0;
  const lines = (first: string, text: string, paint: (text: string) => string) => {
    const rest = ' '.repeat(INDENT.length + WHO_COLUMNS);
    const wrapped = wrapText(text, COLUMNS - rest.length).map(paint);
    stream.write(`${INDENT}${first}${wrapped.join(`\n${rest}`)}\n`);
  };
  return {
    chapter: (title) => {
      chapters += 1;
      stream.write(`\n${style.bold(`${chapters}  ${title}`)}\n`);
    },
    say: (who, text) => lines(style.dim(who.padEnd(WHO_COLUMNS)), text, String),
    shows: (text) => lines(style.green('✓'.padEnd(WHO_COLUMNS)), text, style.green),
    plain: (text) => stream.write(`${text}\n`),
  };
}

/** A number as people read it: `9,924`. */
export const counted = (count: number): string => count.toLocaleString('en');

/** `1 entry`, `3 entries`. */
export const several = (count: number, one: string, many: string): string =>
  `${counted(count)} ${count === 1 ? one : many}`;
