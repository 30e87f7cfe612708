import { type EntryId, LIMITS, type SpaceId, sha256Text, sortTips, type Tip, type WriterId } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { signCertificate } from './certificate/certificate.js';
import { createSigningKey } from './keys/signing-key.js';
import { signReceipt } from './receipt.js';
import { signRoster } from './roster/roster.js';
import { AT, seededRandom, testFederation, testMember } from './test-federation.fixture.js';

/** Fills a document to what its schema allows and says how many characters it has. */
describe('what the schemas allow fits the documents', () => {
  it('LIM-25, LIM-26: a directory of 1,800 officers, all revoked, and 100 nodes', () => {
    const { service, certificateClaims, directoryKey, directoryToken } = testMember();
    const officers = Array.from({ length: LIMITS.directoryCertificatesMax - LIMITS.directoryNodesMax }, (_unused, i) =>
      certificateClaims(i + LIMITS.directoryNodesMax + 1, {
        name: sha256Text(String(i)),
        powers: ['audience', 'import', 'pin', 'release', 'space', 'write'],
        from: AT,
        until: AT,
      }),
    );
    const services = Array.from({ length: LIMITS.directoryNodesMax - 1 }, (_unused, i) => {
      const claims = certificateClaims(i + 2);
      return { ...claims, role: 'service' as const, home: claims.writer, powers: [] };
    });
    const all = [...services, ...officers];
    const writers = [service.claims.writer, ...services.map(({ writer }) => writer)];
    const token = directoryToken({
      certificates: [service.token, ...all.map((claims) => signCertificate(claims, directoryKey).token)],
      nodes: writers.map((writer) => ({
        writer,
        addresses: ['https://desk.prosecution.example:7443'],
        tlsPin: sha256Text(writer),
      })),
      revoked: all.map(({ writer }) => ({ writer, at: AT })),
    });
    expect(token.length).toBeLessThanOrEqual(LIMITS.documentCharsMax);
    expect(token.length).toBeGreaterThan(LIMITS.documentCharsMax * 0.8); // the caps agree, neither is idle
  });

  it('LIM-29: a receipt with 10,000 heads', () => {
    const { serviceKey, service } = testMember();
    const heads = Array.from({ length: LIMITS.tipsPerSpaceMax }, (_unused, i): Tip => {
      const writer = `${sha256Text(String(i)).slice(0, 21)}A`;
      return {
        lane: 'control',
        writer: writer as WriterId,
        seq: LIMITS.sequenceMax,
        id: sha256Text('e', String(i)) as EntryId,
      };
    });
    const claims = {
      v: 1 as const,
      holder: service.claims.writer,
      space: sha256Text('s') as SpaceId,
      number: LIMITS.sequenceMax,
      at: AT,
    };
    expect(signReceipt({ ...claims, heads: sortTips(heads) }, serviceKey).token.length).toBeLessThan(
      LIMITS.documentCharsMax,
    );
  });

  it('ROS-2: a roster of 1,000 members, signed by all', () => {
    const random = seededRandom('thousand members');
    const keys = Array.from({ length: 1_000 }, () => createSigningKey(random));
    const members = keys.map((key, i) => ({
      code: `M${String(i).padStart(11, '0')}` as never,
      number: i + 1,
      rootKey: key.publicKey,
    }));
    const roster = signRoster({ ...testFederation().claims, members, threshold: 501 }, keys);
    expect(JSON.stringify(roster).length).toBeLessThan(LIMITS.documentCharsMax);
  });
});
