import { encodePage, type MemberCode, type SpaceId } from '@liaison/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSpace } from '../commands/create-space.js';
import { newRecord } from '../commands/write-record.js';
import type { OpenHome } from '../home/open-home.js';
import { homeStatus } from '../queries/home-status.js';
import { spaceDigest } from '../replica/derived/state-digest.js';
import type { Author } from '../replica/write-entry.js';
import { createFederation } from './create-federation.js';
import { grantEnrolment } from './grant-enrolment.js';
import { pinWriter, planPins } from './pin-writer.js';
import { PASSPHRASE, QUICK, rejectedCode, sync, TemporaryHomes } from './temporary-homes.fixture.js';

const TH = 'TH' as MemberCode;

let homes: TemporaryHomes;
let desk: OpenHome;
let thai: OpenHome;
let laptop: OpenHome;
let author: Author;
let officer: Author;
let space: SpaceId;

beforeEach(async () => {
  homes = new TemporaryHomes('pin');
  const { clock, random } = homes;
  const members = ['KR', 'TH'];
  const folder = homes.path('trial');
  await createFederation({ folder, members, passphrase: PASSPHRASE, clock, random, sealing: QUICK });
  desk = await homes.open('trial/kr');
  thai = await homes.open('trial/th');
  author = await desk.unlockOfficer(undefined, PASSPHRASE);
  space = createSpace(desk.replica, author, { kind: 'case', title: 'Siren', audience: [TH] }).space;
  laptop = await homes.enrol('laptop', desk, [space], { powers: ['audience', 'space', 'write'] });
  officer = await laptop.unlockOfficer(undefined, PASSPHRASE);
  await sync(laptop, desk);
});
afterEach(() => homes.remove());

const pin = (writer: string, change: object = {}) =>
  pinWriter({ home: desk, writer, passphrase: PASSPHRASE, author, ...change });
const digestOf = (home: OpenHome) => {
  const { context } = home.replica;
  return Buffer.from(spaceDigest(context, context.store.spaces.byId(space)?.row ?? 0)).toString('hex');
};
const seize = (home: OpenHome, by: Author, place: string) =>
  newRecord(home.replica, by, { space, kind: 'seizure', change: { fields: { place } } }).record;
const thrownCode = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('pinWriter', () => {
  it('withdraws a stolen laptop: what it wrote before stays, what comes later counts nowhere', async () => {
    seize(laptop, officer, 'Bangkok');
    await sync(laptop, desk);
    const report = await pin('KR-laptop');
    expect(report.writer).toBe(laptop.settings.home);
    expect(report.writers).toEqual([laptop.settings.home, officer.certificate.claims.writer].sort());
    const pins = report.spaces.map(({ writer, control, record }) => [writer, control.upTo?.seq, record.upTo?.seq]);
    expect(new Set(pins.map(String))).toEqual(
      new Set([`${laptop.settings.home},,`, `${officer.certificate.claims.writer},,1`]),
    );
    expect([report.stillTrusted, report.skipped]).toEqual([[], []]);
    await sync(thai, desk);
    const before = digestOf(desk);
    expect(digestOf(thai)).toBe(before);

    seize(laptop, officer, 'Pattaya'); // the thief has not heard of it
    const admitted = desk.replica.admitCaller(laptop.settings.home);
    expect(admitted.ok ? 'admitted' : admitted.error.code).toBe('caller-revoked');
    const wants = [{ space, lane: 'record' as const, have: [] }];
    const page = encodePage(laptop.replica.select(thai.settings.home, wants, 1 << 20).entries);
    for (const home of [desk, thai]) {
      expect(home.replica.ingest(laptop.settings.home, page)).toMatchObject({ entries: 1, quarantined: 1 });
      expect(digestOf(home)).toBe(before);
    }
    expect(digestOf(laptop)).not.toBe(before);
  });

  it('stops the laptop itself as soon as it hears of it', async () => {
    await pin('KR-laptop');
    const directory = desk.replica.context.authority.directory('KR' as MemberCode)?.token ?? '';
    laptop.replica.admitDocuments(desk.settings.home, { rosters: [], directories: [directory] });
    expect(thrownCode(() => seize(laptop, officer, 'Pattaya'))).toBe('writer-stopped');
  });

  it('pins one officer by name or id and says whose keys stay trusted', async () => {
    const { writer } = officer.certificate.claims;
    const byName = await pin('김지원');
    expect([byName.writers, byName.stillTrusted]).toEqual([[writer], [laptop.settings.home]]);
    const again = await pin(writer);
    expect(again).toMatchObject({ writers: [writer], spaces: [], directoryVersion: byName.directoryVersion });
  });

  it('pins in spaces that arrive later when it is run again', async () => {
    const first = await pin('KR-laptop');
    const second = createSpace(desk.replica, author, { kind: 'case', title: 'Later', audience: [] });
    const again = await pin('KR-laptop');
    expect(again.directoryVersion).toBe(first.directoryVersion);
    expect(new Set(again.spaces.map((pinned) => pinned.space))).toEqual(new Set([second.space]));
  });

  it('pins in the spaces of other members as well', async () => {
    const thaiAuthor = await thai.unlockOfficer(undefined, PASSPHRASE);
    const audience = ['KR' as MemberCode];
    const foreign = createSpace(thai.replica, thaiAuthor, { kind: 'case', title: 'Theirs', audience });
    await sync(desk, thai);
    expect((await pin('KR-laptop')).spaces.filter((pinned) => pinned.space === foreign.space)).toHaveLength(2);
    expect((await sync(desk, thai)).converged).toBe(true);
    expect(digestOf(thai)).toBe(digestOf(desk));
  });

  it('says where its carrier may not write, and holds the writer back there', async () => {
    const { space: home } = createSpace(desk.replica, author, { kind: 'case', title: 'Home', audience: [] });
    const { requestFile } = await homes.request('second', { label: 'KR-second' });
    const granted = await grantEnrolment({ home: desk, requestFile, spaces: '*', passphrase: PASSPHRASE });
    const report = await pin('KR-second', { author: officer });
    expect(report.skipped).toEqual([home]);
    expect(new Set(report.spaces.map((pinned) => pinned.space))).toEqual(new Set([space]));
    expect(desk.replica.context.authority.isRevoked(granted.home)).toBe(true);
    expect((await pin('KR-second')).spaces.map((pinned) => pinned.space)).toEqual([home, home]);
  });

  describe('a space that the laptop founded, and that the desk hears of after the report', () => {
    let founded: SpaceId;

    beforeEach(async () => {
      founded = createSpace(laptop.replica, officer, { kind: 'case', title: 'Founded', audience: [TH] }).space;
      await sync(laptop, thai);
      const thaiAuthor = await thai.unlockOfficer(undefined, PASSPHRASE);
      const change = { fields: { place: 'Phuket' } };
      newRecord(thai.replica, thaiAuthor, { space: founded, kind: 'seizure', change });
      await pin('KR-laptop');
      await sync(thai, desk);
    });

    const plannedAt = (choice: object = {}) =>
      planPins(desk.replica.context, author.certificate, { writer: 'KR-laptop', ...choice });
    const foundedAt = (home: OpenHome) => homeStatus(home.replica.context).spaces.find((one) => one.space === founded);

    it('is not cut by default: it waits for a decision, with what others built on it', async () => {
      const report = await pin('KR-laptop');
      expect(report.spaces).toEqual([]);
      const { writer } = officer.certificate.claims;
      expect(report.undecided.filter((one) => one.writer === writer)).toMatchObject([
        { space: founded, cutsSpace: true, builtUpon: 1, control: { upTo: null, cut: 1 } },
      ]);
      expect(desk.replica.context.store.control.pins(2, writer)).toEqual([]);
    });

    it('counts as far as the desk says, everywhere, and less when it says so again', async () => {
      const { spaces, undecided } = plannedAt({ spaces: [founded], upTo: 'held' });
      expect([undecided, spaces.map(({ builtUpon }) => builtUpon)]).toEqual([[], [0, 0]]);
      await pin('KR-laptop', { spaces: [founded], upTo: 'held' });
      for (let round = 0; round < 2; round++) await sync(desk, thai);
      for (const home of [desk, thai]) expect(foundedAt(home)).toMatchObject({ title: 'Founded', records: 1 });
      const corrected = await pin('KR-laptop', { spaces: [founded], upTo: { control: 1, record: 0 } });
      expect(corrected.spaces.every(({ replaces }) => replaces.length === 1)).toBe(true);
      for (let round = 0; round < 2; round++) await sync(desk, thai);
      for (const home of [desk, thai]) expect(foundedAt(home)).toMatchObject({ title: null, records: 1 });
    });

    it('is cut where the desk says so: nobody is in its audience, and what others wrote stays where it is', async () => {
      await pin('KR-laptop', { spaces: [founded], upTo: 'nothing' });
      expect(foundedAt(desk)).toMatchObject({ audience: [], title: null, records: 1 });
    });

    it('refuses what is not held, or is not said for a space', async () => {
      const beyond = { spaces: [founded], upTo: { control: 9, record: 0 } };
      expect(await rejectedCode(pin('KR-laptop', beyond))).toBe('pin-beyond-held');
      expect(await rejectedCode(pin('KR-laptop', { upTo: 'held' }))).toBe('pin-space-missing');
    });
  });

  it('refuses what is not its own, not known or not clear, and changes nothing', async () => {
    const before = desk.replica.documents();
    expect(await rejectedCode(pin(thai.settings.home))).toBe('pin-foreign-writer');
    expect(await rejectedCode(pin('KR-desktop'))).toBe('pin-writer-unknown');
    expect(await rejectedCode(pin('KR'))).toBe('pin-carrier-withdrawn');
    expect(await rejectedCode(pin(author.certificate.claims.writer))).toBe('pin-carrier-withdrawn');
    expect(await rejectedCode(pin('KR-laptop', { passphrase: 'wrong' }))).toBe('passphrase-wrong');
    expect(await rejectedCode(pin('KR', { home: laptop, author: officer }))).toBe('pin-writer-unknown');
    expect(await rejectedCode(pin(desk.settings.home, { home: laptop, author: officer }))).toBe(
      'directory-key-missing',
    );
    expect(desk.replica.documents()).toEqual(before);
  });

  it('is undone as a whole when it fails in the last space', async () => {
    const { store } = desk.replica.context;
    const count = () => store.database.prepare('select count(*) from pin').pluck().get();
    const before = desk.replica.documents();
    createSpace(desk.replica, author, { kind: 'case', title: 'Last', audience: [] });
    store.database.exec(
      `create temp trigger disk_trouble before insert on pin
       when (select count(*) from pin) > 2 begin select raise(abort, 'disk trouble'); end`,
    );
    await expect(pin('KR-laptop')).rejects.toThrow('disk trouble');
    expect([count(), desk.replica.documents()]).toEqual([0, before]);
    expect(seize(laptop, officer, 'Bangkok')).toBeTypeOf('string');
    expect(seize(desk, author, 'Busan')).toBeTypeOf('string');
  });
});
