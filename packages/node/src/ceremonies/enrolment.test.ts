import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeEnrolmentRequestFile, encodeEnrolmentRequestFile, opensName } from '@liaison/identity';
import { decodeBase64url, hex, type SpaceId } from '@liaison/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSpace } from '../commands/create-space.js';
import { newRecord } from '../commands/write-record.js';
import { knownHomes } from '../home/known-homes.js';
import type { OpenHome } from '../home/open-home.js';
import { completeEnrolment } from './complete-enrolment.js';
import { openEnrolmentAsk } from './enrolment-request.js';
import { type GrantEnrolmentOptions, grantEnrolment } from './grant-enrolment.js';
import { PASSPHRASE, rejectedCode, sync, TemporaryHomes } from './temporary-homes.fixture.js';

let homes: TemporaryHomes;
let desk: OpenHome;
beforeEach(async () => {
  homes = new TemporaryHomes('enrolment');
  await homes.init('kr');
  desk = await homes.open('kr');
});
afterEach(() => homes.remove());

const grant = (requestFile: string, change: Partial<GrantEnrolmentOptions> = {}) =>
  grantEnrolment({ home: desk, requestFile, spaces: '*', passphrase: PASSPHRASE, ...change });
const complete = (certificateFile: string, name = 'laptop', passphrase = PASSPHRASE) =>
  completeEnrolment({ folder: homes.path(name), certificateFile, passphrase });

async function deskSpace(title: string, audience: never[] = []): Promise<SpaceId> {
  const author = await desk.unlockOfficer(undefined, PASSPHRASE);
  return createSpace(desk.replica, author, { kind: 'case', title, audience }).space;
}

describe('enrolling a laptop by files', () => {
  it('goes from request to a home that works and syncs within its scope', async () => {
    const [carried, left] = [await deskSpace('Siren'), await deskSpace('Not for the road')];
    const request = await homes.request('laptop');
    expect(await rejectedCode(homes.open('laptop'))).toBe('home-not-enrolled');
    expect(readFileSync(request.requestPath, 'utf8')).toBe(request.requestFile);
    expect(openEnrolmentAsk(request.requestFile).fingerprint).toBe(request.fingerprint);
    const granted = await grant(request.requestFile, { spaces: [carried] });
    expect([granted.fingerprint, granted.home]).toEqual([request.fingerprint, request.writer]);
    const done = await complete(granted.certificateFile);
    expect(done).toMatchObject({ member: 'KR', scope: [carried], rosterFingerprint: granted.rosterFingerprint });

    const laptop = await homes.open('laptop');
    const officer = await laptop.unlockOfficer('김지원', PASSPHRASE);
    expect(officer.certificate.claims.powers).toEqual(['import', 'recall', 'space', 'write']);
    expect((await sync(laptop, desk)).converged).toBe(true);
    expect(laptop.replica.context.store.spaces.byId(carried)?.id).toBe(carried);
    expect(laptop.replica.context.store.spaces.byId(left)).toBeUndefined();
    const change = { fields: { place: 'Bangkok' } };
    const { record } = newRecord(laptop.replica, officer, { space: carried, kind: 'seizure', change });
    const { space: opened } = createSpace(laptop.replica, officer, { kind: 'case', title: 'Abroad', audience: [] });
    expect((await sync(laptop, desk)).converged).toBe(true);
    expect(desk.replica.context.store.sections.recordsById(record)).toHaveLength(1);
    expect(desk.replica.context.store.spaces.byId(opened)?.owner).toBe('KR');
    const author = await desk.unlockOfficer(undefined, PASSPHRASE);
    expect(() => newRecord(laptop.replica, officer, { space: left, kind: 'seizure', change })).toThrow();
    expect(newRecord(desk.replica, author, { space: left, kind: 'seizure', change }).number).toMatch(/^KR-/);
  });

  it('gives serials of their own and commits to the name with a salt that both ends know', async () => {
    const { officer, requestFile } = await homes.request('laptop');
    const { certificateFile } = await grant(requestFile);
    await complete(certificateFile);
    const laptop = await homes.open('laptop');
    const serials = [...(desk.replica.context.authority.directory(desk.settings.member)?.certificatesByWriter ?? [])];
    expect(serials.map(([, { claims }]) => claims.serial)).toEqual([1, 2, 3, 4]);
    const commitment = laptop.replica.certificate(officer.writer)?.claims.name ?? '';
    for (const home of [desk, laptop]) {
      const known = knownHomes(home.replica.context.store).find(({ label }) => label === 'KR-laptop')?.officers[0];
      const salt = decodeBase64url(known?.nameSalt ?? '');
      expect(known?.name).toBe('김지원');
      expect(salt.ok && opensName(commitment, '김지원', salt.value)).toBe(true);
    }
  });

  it('gives the same certificates when the same request is granted again', async () => {
    const space = await deskSpace('Siren');
    const { requestFile } = await homes.request('laptop');
    const first = await grant(requestFile, { spaces: [space] });
    expect(await grant(requestFile, { spaces: [space, space] })).toEqual(first);
    expect(await rejectedCode(grant(requestFile))).toBe('enrolment-already-granted');
    expect(await rejectedCode(grant(requestFile, { spaces: [space], powers: ['write'] }))).toBe(
      'enrolment-already-granted',
    );
    expect(desk.replica.documents().directories[0]?.version).toBe(2);
  });

  it('grants what is asked at this desk only', async () => {
    const { requestFile } = await homes.request('laptop');
    const thai = await homes.request('thai', { member: 'TH' });
    expect(await rejectedCode(grant(thai.requestFile))).toBe('enrolment-member-wrong');
    expect(await rejectedCode(grant(requestFile, { spaces: ['A'.repeat(43) as SpaceId] }))).toBe(
      'enrolment-space-unknown',
    );
    expect(await rejectedCode(grant(requestFile, { passphrase: 'wrong' }))).toBe('passphrase-wrong');
    const twin = await homes.request('twin', { label: 'KR' });
    expect(await rejectedCode(grant(twin.requestFile))).toBe('enrolment-label-taken');
    expect(desk.replica.documents().directories[0]?.version).toBe(1);
    expect(knownHomes(desk.replica.context.store)).toHaveLength(1);
  });

  it('does not grant away from the desk that holds the directory key', async () => {
    const laptop = await homes.enrol('laptop', desk);
    const { requestFile } = await homes.request('second', { label: 'KR-second' });
    expect(await rejectedCode(grant(requestFile, { home: laptop }))).toBe('directory-key-missing');
  });

  it('refuses requests that were tampered with or put together', async () => {
    const [one, two] = [await homes.request('one'), await homes.request('two', { label: 'KR-two' })];
    const tokensOf = (text: string) => {
      const file = decodeEnrolmentRequestFile(text);
      return file.ok ? [...file.value.requests] : [];
    };
    const [service = '', officer = ''] = tokensOf(one.requestFile);
    const [otherService = ''] = tokensOf(two.requestFile);
    const codeFor = (requests: string[]) => rejectedCode(grant(encodeEnrolmentRequestFile({ requests })));
    expect(await codeFor([service])).toBe('enrolment-request-incomplete');
    expect(await codeFor([officer])).toBe('enrolment-request-incomplete');
    expect(await codeFor([service, otherService, officer])).toBe('enrolment-request-incomplete');
    expect(await codeFor([service, officer, officer])).toBe('enrolment-request-incomplete');
    const [head, , signature] = service.split('.');
    expect(await codeFor([`${head}.${otherService.split('.')[1]}.${signature}`, officer])).toBe('signature-wrong');
    expect(await rejectedCode(grant('{}'))).toBe('enrolment-file-malformed');
    expect(openEnrolmentAsk(one.requestFile).fingerprint).not.toBe(openEnrolmentAsk(two.requestFile).fingerprint);
  });
});

describe('finishing an enrolment', () => {
  it('takes only certificates for the keys made here', async () => {
    const [mine, other] = [await homes.request('laptop'), await homes.request('other', { label: 'KR-other' })];
    const forOther = await grant(other.requestFile);
    expect(await rejectedCode(complete(forOther.certificateFile))).toBe('enrolment-other-home');
    const renamed = forOther.certificateFile.replaceAll(other.writer, mine.writer);
    expect(await rejectedCode(complete(renamed))).toBe('enrolment-other-home');
    expect(await rejectedCode(homes.open('laptop'))).toBe('home-not-enrolled');
    const forMine = await grant(mine.requestFile);
    expect(await rejectedCode(complete(forMine.certificateFile, 'laptop', 'wrong'))).toBe('passphrase-wrong');
    expect(await rejectedCode(complete(forMine.certificateFile.slice(0, -9)))).toBe('enrolment-file-malformed');
    await complete(forMine.certificateFile);
    expect((await homes.open('laptop')).settings.state).toBe('ready');
  });

  it('keeps nothing of a roster whose directory is refused', async () => {
    const { requestFile } = await homes.request('laptop');
    const { certificateFile } = await grant(requestFile);
    const broken = JSON.parse(certificateFile) as { directories: string[] };
    const [head, claims, signature = ''] = (broken.directories[0] ?? '').split('.');
    broken.directories = [`${head}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`];
    expect(await rejectedCode(complete(JSON.stringify(broken)))).toBe('signature-wrong');
    expect(await rejectedCode(homes.open('laptop'))).toBe('home-not-enrolled');
    await homes.init('impostor');
    const impostor = await homes.open('impostor');
    const forged = await grantEnrolment({ home: impostor, requestFile, spaces: '*', passphrase: PASSPHRASE });
    expect(forged.rosterFingerprint).not.toBe((await grant(requestFile)).rosterFingerprint);
    await complete(certificateFile);
    expect(await rejectedCode(complete(forged.certificateFile))).toBe('roster-differs');
  });

  it('may be done again, also with a newer file', async () => {
    const { requestFile } = await homes.request('laptop');
    const first = await grant(requestFile);
    const report = await complete(first.certificateFile);
    expect(await complete(first.certificateFile)).toEqual(report);
    const second = await homes.request('second', { label: 'KR-second' });
    await grant(second.requestFile);
    await complete((await grant(requestFile)).certificateFile);
    await complete(first.certificateFile);
    const laptop = await homes.open('laptop');
    expect(laptop.replica.documents()).toEqual(desk.replica.documents());
    expect(await rejectedCode(complete(first.certificateFile))).toBe('home-in-use');
    expect(await rejectedCode(complete(first.certificateFile, 'nowhere'))).toBe('home-missing');
  });

  it('leaves no secret and no name of a place or an officer readable on the laptop', async () => {
    const { requestFile, requestPath } = await homes.request('laptop');
    await complete((await grant(requestFile)).certificateFile);
    const laptop = await homes.open('laptop');
    const officer = await laptop.unlockOfficer(undefined, PASSPHRASE);
    const { space } = createSpace(laptop.replica, officer, { kind: 'case', title: 'Khlong Toei', audience: [] });
    newRecord(laptop.replica, officer, { space, kind: 'seizure', change: { fields: { place: 'ท่าเรือคลองเตย' } } });
    homes.close(laptop);
    const forms = [PASSPHRASE, 'Khlong Toei', 'ท่าเรือคลองเตย', '김지원', hex(officer.key.seed)].map((text) =>
      Buffer.from(text),
    );
    forms.push(Buffer.from(officer.key.seed));
    const files = readdirSync(homes.path('laptop'), { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
    const leaking = files
      .map((file) => join(file.parentPath, file.name))
      .filter((path) => {
        const bytes = readFileSync(path);
        return forms.some((form) => bytes.includes(form));
      });
    expect(leaking).toEqual([]);
    expect(files.map(({ name }) => name)).not.toContain(requestPath);
  });
});
