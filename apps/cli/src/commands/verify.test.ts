import { LiaisonError } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { verified } from './verify.js';

const failing = (code: string) => () => Promise.reject(new LiaisonError(code, 'm', 'n'));
const running = new AbortController().signal;

describe('a home that cannot be verified', () => {
  test('is not verified when it cannot be opened', async () => {
    expect(await verified(running, failing('database-damaged'))).toEqual({
      entries: 0,
      ok: false,
      problems: [{ code: 'database-damaged', where: 'home', message: 'm' }],
    });
  });

  test('says nothing where nothing is known about its data', async () => {
    await expect(verified(running, failing('passphrase-wrong'))).rejects.toMatchObject({ code: 'passphrase-wrong' });
    await expect(verified(running, failing('node-unreachable'))).rejects.toMatchObject({ code: 'node-unreachable' });
  });

  test('says nothing when Ctrl-C stopped it', async () => {
    await expect(verified(AbortSignal.abort(), failing('verify-interrupted'))).rejects.toMatchObject({
      code: 'verify-interrupted',
    });
  });
});
