import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { systemRandom } from '../home/system-random.js';
import { createTlsCertificate } from '../transport/tls-certificate.js';
import { checkConformance } from './check-conformance.js';

let close: (() => void) | undefined;
afterEach(() => close?.());

/** A server that is no node: it says yes to everything, and where in it that came from. */
async function yesSayer(): Promise<string> {
  const { certificatePem, privateKeyPem } = await createTlsCertificate(systemRandom);
  const server = createServer({ cert: certificatePem, key: privateKeyPem }, (request, response) => {
    request.resume();
    response.end('{"result":{"data":{}},"stack":"at answer (/srv/src/answer.ts:1:1)"}');
  });
  close = () => void server.close();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('TRN-3, TRN-7: a server that refuses nothing breaks every rule that a stranger can see', async () => {
  const report = await checkConformance(await yesSayer());
  expect(report.checks.filter(({ outcome }) => outcome === 'kept').map(({ title }) => title)).toEqual([]);
  expect(report.broken).toBeGreaterThan(15);
  expect(report.checks[0]).toMatchObject({ rules: ['TRN-1'], why: 'it agreed on TLS 1.2' });
});
