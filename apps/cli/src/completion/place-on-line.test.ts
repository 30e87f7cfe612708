import { describe, expect, test } from 'vitest';
import { liaisonProgram } from '../program.js';
import { placeOnLine } from './place-on-line.js';

/** Words that could stand at the end of a line, where `|` is the cursor. */
const wordsAt = (line: string) => {
  const { words, begin } = placeOnLine(liaisonProgram(), line.replace(/\|$/, '').split(' '));
  return words.map(([word]) => word).filter((word) => word.startsWith(begin));
};
const kindAt = (line: string) => placeOnLine(liaisonProgram(), line.replace(/\|$/, '').split(' ')).kind;

describe('the place on the line', () => {
  test('begins with the commands, without the hidden ones', () => {
    expect(wordsAt('|')).toEqual(expect.arrayContaining(['init', 'space', 'import', 'doctor', 'help']));
    expect(wordsAt('|')).not.toContain('complete');
    expect(wordsAt('sp|')).toEqual(['space']);
    expect(wordsAt('--home x --json sp|')).toEqual(['space']);
    expect(wordsAt('space c|')).toEqual(['create']);
  });

  test('knows options of the command and of the program, each once', () => {
    expect(wordsAt('import --s|')).toEqual(['--space', '--suggest']);
    expect(wordsAt('import --space X --s|')).toEqual(['--suggest']);
    expect(wordsAt('import --pass|')).toEqual(['--passphrase-file']);
    expect(wordsAt('record new --set a=b --se|')).toEqual(['--set']);
  });

  test('knows the choices of an option', () => {
    expect(wordsAt('space create --kind |')).toEqual(['case', 'register']);
    expect(wordsAt('recall record X --reason s|')).toEqual(['source-protection', 'shared-by-mistake']);
  });

  test.each([
    ['import |', 'files'],
    ['import list.csv --space |', 'space'],
    ['import list.csv --mapping |', 'files'],
    ['sync --with |', 'peer'],
    ['space create --audience TH,|', 'member'],
    ['space show |', 'space'],
    ['record edit |', 'record'],
    ['record edit KR-1 |', null],
    ['pin |', 'home'],
    ['roster combine a.json |', 'files'],
    ['--home |', 'folders'],
    ['record new --as |', 'officer'],
    ['search |', null],
  ])('%s takes %s', (line, kind) => {
    expect(kindAt(line)).toBe(kind);
  });
});
