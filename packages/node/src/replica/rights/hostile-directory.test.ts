import {
  type Certificate,
  createAgreementKey,
  createSigningKey,
  openCertificate,
  signCertificate,
  signDirectory,
  writerIdOf,
} from '@liaison/identity';
import { orThrow } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { recallRecord } from '../../commands/recall-record.js';
import { showRecord } from '../../queries/show-record.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { settle } from '../../testing/memory-sync.js';
import { replayHome } from '../../verify/replay-home.js';
import { digestAt, seizure, sharedCase, tipsAt, wiresAt } from '../raw-entries.fixture.js';

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH', 'VN');
  await settle(kr, th, vn);
  return { federation, kr, th, vn, space };
}

/** A directory that gives the serial of a home's officer to somebody else, whose certificate has the lower id. */
function usurpingDirectory(federation: MemoryFederation, home: MemoryHome): string {
  const { member, officer } = home;
  const held = home.replica.context.authority.directory(member);
  if (held === undefined) throw new Error('no directory');
  const key = federation.directoryKey(member);
  const number = federation.members.get(member)?.number ?? 0;
  const opened = (token: string): Certificate => orThrow(openCertificate(token, key.publicKey, number));
  const usurper = (): string => {
    const signing = createSigningKey(federation.random);
    const { token, id } = signCertificate(
      {
        ...officer.certificate.claims,
        writer: writerIdOf(member, signing.publicKey),
        signingKey: signing.publicKey,
        agreementKey: createAgreementKey(federation.random).publicKey,
      },
      key,
    );
    return id < officer.certificate.id ? token : usurper();
  };
  const certificates = held.claims.certificates.map((token) =>
    opened(token).id === officer.certificate.id ? usurper() : token,
  );
  return signDirectory({ ...held.claims, certificates, version: held.version + 1, previous: held.id }, key).token;
}

const admit = (home: MemoryHome, token: string) =>
  home.replica.admitDocuments(home.service.writer, { rosters: [], directories: [token] });

/** The member's root delegates to another key, so that nothing of the old key speaks any more. */
function heal(federation: MemoryFederation, home: MemoryHome): void {
  federation.delegateAnew(home.member);
  admit(home, federation.directoryToken(home.member));
}

const expectWhole = (homes: readonly MemoryHome[], space: ReturnType<typeof sharedCase>) => {
  const said = homes.map((home) => [tipsAt(home, space), digestAt(home, space), wiresAt(home, space).length]);
  for (const one of said) expect(one).toEqual(said[0]);
  for (const home of homes) expect(replayHome(home.replica)).toEqual([]);
};

describe('a member that takes the powers of its own writers away', () => {
  test('DIR-6: cannot take with them what others built on content that it had recalled', async () => {
    const { federation, kr, th, vn, space } = await scene('recalled');
    const { record } = seizure(vn, space, 'Vung Tau');
    await settle(kr, th, vn);
    const { record: theirs } = seizure(th, space, 'Ranong'); // names what VN wrote
    await settle(kr, th, vn);
    recallRecord(vn.replica, vn.officer, { record, joint: false, reason: 'error' });
    await settle(kr, th, vn);
    const before = wiresAt(kr, space).length;
    admit(vn, usurpingDirectory(federation, vn));
    await settle(kr, th, vn);
    for (const home of [kr, th]) {
      expect(wiresAt(home, space)).toHaveLength(before);
      expect(showRecord(home.replica.context, theirs).sections).toEqual({ TH: { place: ['Ranong'] } });
    }
    const { record: next } = seizure(th, space, 'Krabi');
    await settle(kr, th);
    expect(showRecord(kr.replica.context, next).sections).toEqual({ TH: { place: ['Krabi'] } });
    heal(federation, vn);
    await settle(kr, th, vn);
    expectWhole([kr, th, vn], space);
  });

  test('DIR-6: who founded a space cannot take it off the disks of others with its powers', async () => {
    const { federation, kr, th, vn, space } = await scene('founder');
    const { record } = seizure(th, space, 'Nakhon Phanom');
    await settle(kr, th, vn);
    const before = wiresAt(th, space).length;
    admit(kr, usurpingDirectory(federation, kr));
    await settle(kr, th, vn);
    for (const home of [kr, th, vn]) expect(wiresAt(home, space)).toHaveLength(before);
    heal(federation, kr);
    await settle(kr, th, vn);
    expect(showRecord(vn.replica.context, record).sections).toEqual({ TH: { place: ['Nakhon Phanom'] } });
    expectWhole([kr, th, vn], space);
  });
});
