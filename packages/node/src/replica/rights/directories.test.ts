import {
  type Certificate,
  createAgreementKey,
  createSigningKey,
  signCertificate,
  signDirectory,
  writerIdOf,
} from '@liaison/identity';
import type { DirectoryClaims, MemberCode } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { homeStatus } from '../../queries/home-status.js';
import { listSetAside } from '../../queries/list-set-aside.js';
import { recordHistory, showRecord } from '../../queries/show-record.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { digestAt, editOperation, rawEntry, seizure, sharedCase, tipsAt, writeAt } from '../raw-entries.fixture.js';
import type { Author } from '../write-entry.js';

const scene = (seed: string) => {
  const federation = new MemoryFederation(['KR', 'TH'], seed);
  return { federation, kr: federation.home('KR'), th: federation.home('TH') };
};

/** The member's next directory, signed by its key, with a change of one's own; nobody holds it yet. */
function nextDirectory(federation: MemoryFederation, member: string, change: Partial<DirectoryClaims> = {}): string {
  const held = federation.home(member).replica.context.authority.directory(member as MemberCode);
  if (held === undefined) throw new Error('no directory');
  const claims = { ...held.claims, version: held.version + 1, previous: held.id, ...change };
  return signDirectory(claims, federation.directoryKey(member)).token;
}

const offer = (...directories: string[]) => ({ rosters: [], directories });

const tokensAt = (home: MemoryHome, member: string) =>
  home.replica.context.authority
    .held(member as MemberCode)
    .map(({ token }) => token)
    .sort();

const versionAt = (home: MemoryHome, member: string) =>
  home.replica.context.authority.directory(member as MemberCode)?.version;

describe('directories', () => {
  test('one that is held is not verified again, however often it is brought', () => {
    const { federation, kr } = scene('brought again');
    const { authority } = kr.replica.context;
    const judged = authority.judgeDirectory(federation.directoryToken('TH'));
    expect(judged.ok && judged.value.directory).toBe(authority.directory('TH' as MemberCode));
  });

  test('a newer one is kept, the same and an older one change nothing', () => {
    const { federation, kr, th } = scene('newer');
    const old = federation.directoryToken('TH');
    const newer = nextDirectory(federation, 'TH');
    const before = versionAt(kr, 'TH') as number;
    const admit = (token: string) => kr.replica.admitDocuments(th.service.writer, offer(token));
    expect(admit(newer)).toEqual({ ok: true, value: { changed: 1 } });
    expect(admit(newer)).toEqual({ ok: true, value: { changed: 0 } });
    expect(admit(old)).toEqual({ ok: true, value: { changed: 0 } });
    expect(versionAt(kr, 'TH')).toBe(before + 1);
  });

  test('DIR-4: two of one version are proof against the member: both are kept, travel and are shown', async () => {
    const { federation, kr, th } = scene('equivocation');
    const [first, second] = ['00', '01'].map((minute) =>
      nextDirectory(federation, 'TH', { at: `2026-11-25T10:${minute}:00.000+09:00` }),
    ) as [string, string];
    kr.replica.admitDocuments(th.service.writer, offer(first));
    th.replica.admitDocuments(th.service.writer, offer(second));
    expect(await memorySync(kr, th)).toMatchObject({ converged: true });
    for (const home of [kr, th]) {
      expect(tokensAt(home, 'TH')).toEqual([first, second].sort());
      expect(listSetAside(home.replica.context, 5).refusals).toMatchObject([{ code: 'directory-equivocation' }]);
    }
    expect(kr.replica.documents()).toEqual(th.replica.documents());
  });

  test('one bad directory keeps no good one out', () => {
    const { federation, kr, th } = scene('mixed');
    const newer = nextDirectory(federation, 'TH');
    const answer = kr.replica.admitDocuments(th.service.writer, offer('no token', newer));
    expect(answer).toMatchObject({ ok: false });
    expect(tokensAt(kr, 'TH')).toEqual([newer]);
  });

  test("what is signed with another member's key is refused", () => {
    const { federation, kr, th } = scene('foreign-key');
    const held = kr.replica.context.authority.directory('TH' as MemberCode);
    const claims = { ...(held?.claims as DirectoryClaims), version: 99, previous: held?.id as never };
    const forged = signDirectory(claims, federation.directoryKey('KR')).token;
    expect(kr.replica.admitDocuments(th.service.writer, offer(forged))).toMatchObject({ ok: false });
    expect(versionAt(kr, 'TH')).not.toBe(99);
  });

  test('a restart knows what was known', () => {
    const { federation, kr, th } = scene('restart');
    kr.replica.admitDocuments(th.service.writer, offer(nextDirectory(federation, 'TH')));
    federation.revoke('KR', [kr.officerKeys.writer]);
    const before = kr.replica.documents();
    federation.reopen(kr, kr.database);
    expect(kr.replica.documents()).toEqual(before);
    expect(kr.replica.context.authority.isRevoked(kr.officerKeys.writer)).toBe(true);
  });

  test('a caller must be a service that is known and not revoked', () => {
    const { federation, kr, th } = scene('caller');
    const codeOf = (writer: string) => {
      const answer = kr.replica.admitCaller(writer as never);
      return answer.ok ? 'admitted' : answer.error.code;
    };
    expect(codeOf(th.service.writer)).toBe('admitted');
    expect(codeOf(th.officerKeys.writer)).toBe('caller-unknown');
    expect(codeOf('A'.repeat(22))).toBe('caller-unknown');
    federation.revoke('TH', [th.service.writer]);
    kr.replica.admitDocuments(th.service.writer, offer(federation.directoryToken('TH')));
    expect(codeOf(th.service.writer)).toBe('caller-revoked');
  });
});

/** A second officer of the same home, as a directory desk enrols one. */
function secondOfficer(federation: MemoryFederation, home: MemoryHome): Author {
  const key = createSigningKey(federation.random);
  const writer = writerIdOf(home.member, key.publicKey);
  const claims: Certificate['claims'] = {
    ...home.officer.certificate.claims,
    writer,
    serial: 40,
    signingKey: key.publicKey,
    agreementKey: createAgreementKey(federation.random).publicKey,
  };
  const { token } = signCertificate(claims, federation.directoryKey(home.member));
  const held = home.replica.context.authority.directory(home.member)?.claims.certificates ?? [];
  const directory = nextDirectory(federation, home.member, { certificates: [...held, token] });
  home.replica.admitDocuments(home.service.writer, offer(directory));
  return { certificate: home.replica.certificate(writer) as Certificate, key };
}

describe('two officers of one home in one space', () => {
  test('write logs of their own, number their records apart and see each other at once', async () => {
    const { federation, kr, th } = scene('two-officers');
    const second = secondOfficer(federation, kr);
    const space = sharedCase(kr, 'TH');
    const first = seizure(kr, space, 'Busan');
    const other = seizure(kr, space, 'Ulsan', second);
    const again = seizure(kr, space, 'Pohang', second);
    expect(new Set([first.number, other.number, again.number]).size).toBe(3);
    expect([first.number, other.number, again.number].map((number) => number.split('-').slice(2, 4).join('-'))).toEqual(
      [
        '2-1',
        '18-1', // serial 40 in base 32
        '18-2',
      ],
    );
    expect(await memorySync(kr, th)).toMatchObject({ converged: true });
    const tips = tipsAt(th, space).filter(({ lane }) => lane === 'record');
    expect(tips.map(({ writer, seq }) => [writer, seq]).sort()).toEqual(
      [
        [kr.officerKeys.writer, 2],
        [second.certificate.claims.writer, 2],
      ].sort(),
    );
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
    expect(homeStatus(th.replica.context)).toMatchObject({ records: 3, quarantined: 0 });
    expect(homeStatus(kr.replica.context).spaces[0]?.waiting).toBe(0);
  });

  test('both edit one section: no conflict where one saw the other, and the history names both', () => {
    const { federation, kr } = scene('one-section');
    const second = secondOfficer(federation, kr);
    const space = sharedCase(kr, 'TH');
    const { record, number } = seizure(kr, space, 'Busan');
    const officer = kr.officer;
    kr.officer = second;
    const concurrent = editOperation(second, record, { fields: { place: 'Ulsan' } });
    writeAt(kr, space, 'record', [concurrent]);
    kr.officer = officer;
    expect(showRecord(kr.replica.context, number).sections.KR?.place).toHaveLength(2); // it deleted nothing: both stand
    const { history } = recordHistory(kr.replica.context, record);
    expect(history.map(({ writer }) => writer)).toEqual([kr.officerKeys.writer, second.certificate.claims.writer]);
  });

  test('a number of the other officer is not taken', () => {
    const { federation, kr } = scene('number');
    const second = secondOfficer(federation, kr);
    const space = sharedCase(kr, 'TH');
    const { number, record } = seizure(kr, space, 'Busan');
    const borrowed = rawEntry(kr, second, {
      space,
      heads: tipsAt(kr, space).map(({ id }) => id),
      operations: [editOperation(second, record, { fields: { place: 'x' } }, { number })],
    });
    expect(borrowed.opened.claims.seq).toBe(1);
    kr.officer = second;
    expect(() =>
      writeAt(kr, space, 'record', [editOperation(second, record, { fields: { place: 'x' } }, { number })]),
    ).toThrow(expect.objectContaining({ code: 'change-void' }));
  });
});
