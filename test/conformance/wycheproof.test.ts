import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { verifySignature } from '@liaison/identity';
import { encodeBase64url, hex, sha256 } from '@liaison/protocol';
import { expect, test } from 'vitest';
import { ROOT, readText } from './repository-files.js';
import { pythonMissing } from './second-implementation.js';

interface Wycheproof {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly {
      readonly tcId: number;
      readonly comment: string;
      readonly msg: string;
      readonly sig: string;
      readonly result: 'valid' | 'invalid';
    }[];
  }[];
}

const PATH = 'protocol/wycheproof/ed25519_test.json';
const text = readText(PATH);
const bytesOf = (digits: string): Uint8Array => Buffer.from(digits, 'hex');

test('the file is the one whose provenance is told', () => {
  expect(readText('protocol/wycheproof/README.md')).toContain(hex(sha256(text)));
  expect(readText('protocol/wycheproof/LICENSE')).toContain('Apache License');
});

test('SIG-7: signatures are judged as Project Wycheproof says', () => {
  const { testGroups } = JSON.parse(text) as Wycheproof;
  const judged = testGroups.flatMap(({ publicKey, tests }) =>
    tests.map(({ tcId, comment, msg, sig, result }) => {
      const right = verifySignature(encodeBase64url(bytesOf(publicKey.pk)), bytesOf(msg), bytesOf(sig));
      return { tcId, comment, result, as: right ? 'valid' : 'invalid' };
    }),
  );
  expect(judged.filter(({ result, as }) => result !== as)).toEqual([]);
  expect(
    judged
      .map(({ result }) => result)
      .sort()
      .lastIndexOf('invalid'),
  ).toBe(62);
  expect(judged.length).toBe(151);
});

test('SIG-7: and so does the second implementation', ({ skip }) => {
  const missing = pythonMissing();
  if (missing !== undefined) skip(missing);
  const { stdout, status } = spawnSync('python3', ['-B', join(ROOT, 'protocol/verifier/run_wycheproof.py')]);
  expect(stdout.toString()).toBe('151 of 151 as they say, wrong: []\n');
  expect(status).toBe(0);
});
