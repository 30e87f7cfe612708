import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { SeededRandom } from '../testing/seeded-random.js';
import { createTlsCertificate, tlsPinOf } from './tls-certificate.js';

it('makes a certificate that never expires and a pin of exactly its bytes', async () => {
  const made = await createTlsCertificate(new SeededRandom('tls'));
  const read = new X509Certificate(made.certificatePem);
  expect(new Date(read.validFrom).getTime()).toBe(0);
  expect(new Date(read.validTo).getUTCFullYear()).toBe(9999);
  expect(made.pin).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(tlsPinOf(made.certificatePem)).toBe(made.pin);
  expect((await createTlsCertificate(new SeededRandom('tls'))).pin).not.toBe(made.pin);
});
