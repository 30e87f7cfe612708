import { expect, it } from 'vitest';
import { base64urlOf } from './upload-file.js';

it('bytes of every value are written as the node reads them', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_unused, i) => (i * 7) % 256);
  expect(base64urlOf(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
  expect(base64urlOf(Uint8Array.of(251, 255))).toBe('-_8');
});
