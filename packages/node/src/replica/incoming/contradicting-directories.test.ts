import {
  type Certificate,
  createAgreementKey,
  createSigningKey,
  signCertificate,
  signDirectory,
  writerIdOf,
} from '@liaison/identity';
import type { CertificateClaims, MemberCode, Power } from '@liaison/protocol';
import { randomRecordId } from '@liaison/records';
import type { SyncReport } from '@liaison/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { replayHome } from '../../verify/replay-home.js';
import {
  controlHeads,
  deliver,
  digestAt,
  editOperation,
  rawEntry,
  sharedCase,
  tipsAt,
} from '../raw-entries.fixture.js';
import type { Author } from '../write-entry.js';

/** TH certifies one new writer in two ways, and a second writer under the serial of the first. */
async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH', 'VN');
  for (const home of [th, vn]) await memorySync(home, kr);
  const [writer, twin] = [newWriter(federation, th, 60), newWriter(federation, th, 60)];
  const tokens = [writer.certify(['write']), writer.certify([]), twin.certify(['write'])];
  const directories = tokens.map((token) => nextDirectory(federation, th, [token]));
  const settling = nextDirectory(federation, th, [tokens[0] as string], 5);
  const entries = [writer, twin].map(({ author }) => entryOf(th, author, space));
  return { federation, homes: [kr, th, vn], th, space, directories, settling, entries };
}

function newWriter(federation: MemoryFederation, home: MemoryHome, serial: number) {
  const key = createSigningKey(federation.random);
  const claims: CertificateClaims = {
    ...home.officer.certificate.claims,
    writer: writerIdOf(home.member, key.publicKey),
    serial,
    signingKey: key.publicKey,
    agreementKey: createAgreementKey(federation.random).publicKey,
  };
  const number = federation.members.get(home.member)?.number ?? 0;
  const certificate = { ...home.officer.certificate, claims, clientId: number * 2 ** 20 + serial } as Certificate;
  const author: Author = { certificate, key };
  const certify = (powers: Power[]) =>
    signCertificate({ ...claims, powers }, federation.directoryKey(home.member)).token;
  return { author, certify };
}

function nextDirectory(federation: MemoryFederation, home: MemoryHome, added: readonly string[], ahead = 1): string {
  const held = home.replica.context.authority.directory(home.member);
  if (held === undefined) throw new Error('no directory');
  const certificates = [...held.claims.certificates, ...added];
  const claims = { ...held.claims, certificates, version: held.version + ahead, previous: held.id };
  return signDirectory(claims, federation.directoryKey(home.member)).token;
}

function entryOf(home: MemoryHome, author: Author, space: ReturnType<typeof sharedCase>) {
  const record = randomRecordId(home.replica.context.random.bytes(16), home.clock.unixMs());
  const operations = [editOperation(author, record, { fields: { place: author.certificate.claims.writer } })];
  return rawEntry(home, author, { space, operations, after: null, heads: controlHeads(home, space) }).wire;
}

const admit = (home: MemoryHome, token: string) =>
  home.replica.admitDocuments(home.service.writer, { rosters: [], directories: [token] });

async function meetAll(homes: readonly MemoryHome[]) {
  const pairs = homes.flatMap((a) => homes.filter((b) => b !== a).map((b) => [a, b] as const));
  const reports: SyncReport[] = [];
  for (const [a, b] of pairs) reports.push(await memorySync(a, b));
  return reports;
}

type Scene = Awaited<ReturnType<typeof scene>>;

async function take({ homes, th, directories, entries }: Scene, step: { home: number; what: number; meets: number }) {
  const [at, other] = [homes[step.home] as MemoryHome, homes[step.meets] as MemoryHome];
  const entry = entries[step.what - directories.length];
  if (entry === undefined) admit(at, directories[step.what] as string);
  else deliver(at, th, [entry]);
  if (at !== other) await memorySync(at, other);
}

function expectAllEqual({ homes, space }: Scene) {
  const said = homes.map((home) => [home.replica.documents(), tipsAt(home, space), digestAt(home, space)]);
  for (const one of said) expect(one).toEqual(said[0]);
  for (const home of homes) expect(replayHome(home.replica)).toEqual([]);
}

describe('a member that certifies one writer, or one serial, in two ways', () => {
  test('DIR-6: ends in the same judgement everywhere, in any order of directories, entries and meetings', async () => {
    const step = fc.record({ home: fc.nat(2), what: fc.nat(4), meets: fc.nat(2) });
    const steps = fc.array(step, { minLength: 3, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), fc.integer(), async (taken, settles, seed) => {
        const made = await scene(`contradiction ${seed}`);
        for (const one of taken) await take(made, one);
        if (settles) admit(made.th, made.settling);
        for (let round = 0; round < 3; round++) await meetAll(made.homes);
        expectAllEqual(made);
        for (const report of await meetAll(made.homes)) expect(report).toMatchObject({ converged: true });
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  test('DIR-6: what counted under one certificate stops counting when the other one holds, and the other way round', async () => {
    const { homes, th, space, directories, entries } = await scene('both');
    const [kr, , vn] = homes as [MemoryHome, MemoryHome, MemoryHome];
    admit(kr, directories[0] as string);
    admit(vn, directories[1] as string);
    for (const home of [kr, vn]) deliver(home, th, [entries[0] as (typeof entries)[0]]);
    expect(digestAt(kr, space)).not.toBe(digestAt(vn, space));
    expect(await memorySync(kr, vn)).toMatchObject({ converged: true });
    expect(digestAt(kr, space)).toBe(digestAt(vn, space));
    expect(kr.replica.context.authority.contradicted()).toEqual(['TH' as MemberCode]);
  });
});
