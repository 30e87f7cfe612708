import { LiaisonError } from '@liaison/protocol';
import { describe, expect, test, vi } from 'vitest';
import { EXIT } from './exit-codes.js';
import { interrupted } from './interrupted.js';
import { type Output, plain, printError, standardOutput, table } from './output.js';

/** What a command printed, on standard output and on standard error. */
function recorded(json: boolean) {
  const answers: unknown[] = [];
  const notes: string[] = [];
  const output: Output = {
    json,
    answer: (document) => void answers.push(document),
    note: (text) => void notes.push(text),
    progress: () => undefined,
  };
  return { output, answers, notes };
}

describe('a table', () => {
  test('stands in columns, also with scripts whose letters are wide or have no width', () => {
    const cells = [
      ['place', 'kg'],
      ['서울', '1'],
      ['กรุงเทพ', '2'], // a sara u below: seven code points, six places
      ['Đà Nẵng'.normalize('NFD'), '3'],
      ['서울'.normalize('NFD'), '4'],
      ['ab', '5'],
    ];
    const lines = table(cells).split('\n');
    const places = lines.map((line) =>
      line
        .normalize('NFC')
        .replace(/[\uac00-\ud7a3]/g, 'xx')
        .replace(/\p{Mn}/gu, ''),
    );
    for (const [i, line] of places.entries()) expect(line.lastIndexOf(cells[i]?.[1] as string)).toBe(9);
  });

  test('ends no line with blanks and takes rows of several lengths', () => {
    expect(
      table([
        ['a', ''],
        ['bbb', 'c', 'd'],
      ]),
    ).toBe('a\nbbb  c  d');
    expect(table([])).toBe('');
  });
});

describe('text of others on this terminal', () => {
  test('steers nothing: control characters and those that turn the reading round are shown as such', () => {
    expect(plain('\u001b[2Jgone \u0007\r\u009b31m \u202egpj.exe\u2066')).toBe('�[2Jgone ��\u{fffd}31m �gpj.exe�');
    expect(plain('line\n\tnext 서울 ยาบ้า Đà 🚢')).toBe('line\n\tnext 서울 ยาบ้า Đà 🚢');
  });

  test('is made harmless on both outputs, and JSON escapes it by itself', () => {
    const written: string[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        written.push(String(text));
        return true;
      }),
    );
    try {
      standardOutput(false).answer('\u001b]0;x', (text) => text);
      standardOutput(false).note('\u001b]0;y');
      standardOutput(true).answer({ title: '\u001b]0;z' }, () => '');
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    expect(written).toEqual(['�]0;x\n', '�]0;y\n', '{"title":"\\u001b]0;z"}\n']);
  });
});

describe('an expected failure', () => {
  const error = new LiaisonError('record-unknown', 'This home holds no record x.', 'Sync first.');

  test('is code, sentence and next step on standard error', () => {
    const { output, answers, notes } = recorded(false);
    expect(printError(output, error)).toBe(EXIT.failed);
    expect([answers, notes]).toEqual([[], ['error (record-unknown): This home holds no record x.\n  → Sync first.']]);
  });

  test('is the one document with --json', () => {
    const { output, answers, notes } = recorded(true);
    expect(printError(output, error)).toBe(EXIT.failed);
    expect([answers, notes]).toEqual([[{ error: error.toJSON() }], []]);
  });

  test('an interruption has an exit code of its own', () => {
    expect(printError(recorded(false).output, interrupted())).toBe(EXIT.interrupted);
  });
});
