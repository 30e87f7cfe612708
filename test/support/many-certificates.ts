import { randomBytes } from 'node:crypto';
import { createAgreementKey, createSigningKey, signCertificate, writerIdOf } from '@liaison/identity';
import { systemRandom } from '@liaison/node';
import type { SpaceId } from '@liaison/protocol';
import type { TestHome } from './test-home.js';

/** So many machines that a member has certified over the years: its directory is large. Answers with its characters. */
export const certifyMany = (home: TestHome, count: number): Promise<number> =>
  home.opened(async (open) => {
    const key = await open.unlockDirectoryKey(home.passphrase);
    const { member } = open.settings;
    const certificates = Array.from({ length: count }, (_, i) => {
      const signingKey = createSigningKey(systemRandom).publicKey;
      const agreementKey = createAgreementKey(systemRandom).publicKey;
      const writer = writerIdOf(member, signingKey);
      // of the usual size: each may carry a few spaces
      const scope = Array.from({ length: 4 }, () => randomBytes(32).toString('base64url') as SpaceId).sort();
      const dates = { from: null, until: null, name: null };
      const may = { powers: ['write' as const], scope, ...dates };
      const named = { v: 1 as const, member, writer, role: 'service' as const, home: writer, serial: 1_000 + i };
      return signCertificate({ ...named, signingKey, agreementKey, ...may }, key).token;
    });
    return (await open.publishDirectory({ certificates }, home.passphrase)).token.length;
  });
