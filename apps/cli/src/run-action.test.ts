import { LiaisonError } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { EXIT } from './exit-codes.js';
import type { Output } from './output.js';
import { reportFailure } from './run-action.js';

function reported(error: unknown, signal: AbortSignal) {
  const answers: unknown[] = [];
  const output: Output = {
    json: true,
    answer: (document) => void answers.push(document),
    note: () => undefined,
    progress: () => undefined,
  };
  return { code: reportFailure({ output, signal }, error), answers };
}

describe('a failure', () => {
  const running = new AbortController().signal;

  test.each([
    new LiaisonError('node-unreachable', 'm', 'n'),
    new LiaisonError('import-interrupted', 'm', 'n'),
    new LiaisonError('verify-interrupted', 'm', 'n'),
    new TypeError('a call that was cut'),
  ])('after Ctrl-C is that and nothing else: %s', (error) => {
    const { code, answers } = reported(error, AbortSignal.abort());
    expect(code).toBe(EXIT.interrupted);
    expect(answers).toEqual([{ error: expect.objectContaining({ code: 'interrupted' }) }]);
  });

  test('keeps its code and exit code otherwise', () => {
    const expected = new LiaisonError('record-unknown', 'm', 'n');
    expect(reported(expected, running)).toEqual({ code: EXIT.failed, answers: [{ error: expected.toJSON() }] });
    expect(reported(new TypeError('x'), running)).toMatchObject({
      code: EXIT.defect,
      answers: [{ error: { code: 'defect' } }],
    });
  });
});
