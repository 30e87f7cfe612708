import { describe, expect, test } from 'vitest';
import { typedTwice } from './passphrase.js';

const typing = (...answers: string[]) => typedTwice(() => Promise.resolve(answers.shift() ?? 'asked too often'));

describe('a new passphrase', () => {
  test('is typed twice and must be the same', async () => {
    expect(await typing('대마 7', '대마 7')).toBe('대마 7');
    await expect(typing('one', 'other')).rejects.toMatchObject({ code: 'passphrases-differ' });
  });

  test('is not empty', async () => {
    await expect(typing('', '')).rejects.toMatchObject({ code: 'passphrase-empty' });
  });
});
