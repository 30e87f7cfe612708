import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRootKeyFile, systemRandom } from '@liaison/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import { enrolledLaptop } from '../support/federation.js';
import { CarriedProposal, cardOf, carryCommunity, newMember, rootOf, rosterAt } from '../support/roster-ceremony.js';
import { carryBundle } from '../support/stick.js';
import type { TestHome } from '../support/test-home.js';

/** No node listens anywhere in this file: every ceremony goes by stick. */
let kr: TestHome;
let th: TestHome;
let vn: TestHome;
let space: string;
/** TH signs rosters with this one from the day on that it is named. */
let thRoot: string;

const write = (home: TestHome, place: string, at = space) =>
  home.desk((calls) =>
    calls.record.new({ officer: home.officer, space: at, kind: 'seizure', set: [{ field: 'place', text: place }] }),
  );
const placeAt = async (home: TestHome, record: string, section: string) =>
  (await home.desk((calls) => calls.record.show({ record }))).sections[section]?.place;
const shown = (home: TestHome, at: string) => home.desk((calls) => calls.space.show({ space: at }));
const openCase = (title: string, ...audience: string[]) =>
  kr.desk(async (calls) => (await calls.space.create({ officer: kr.officer, kind: 'case', title, audience })).space);
const changeAudience = (home: TestHome, at: string, how: { add?: string[]; remove?: string[] }) =>
  home.desk((calls) =>
    calls.space.changeAudience({ officer: home.officer, space: at, add: how.add ?? [], remove: how.remove ?? [] }),
  );
const consent = (home: TestHome, at: string, newcomer: string) =>
  home.desk((calls) => calls.space.consent({ officer: home.officer, space: at, newcomer, what: 'consent' }));
const digestsAt = (...homes: TestHome[]) =>
  Promise.all(homes.map(async (home) => (await home.status()).spaces.find((one) => one.space === space)?.stateDigest));

/** A root key made on a medium of its own, and what opens it. */
async function nextRoot(home: TestHome): Promise<{ file: string; rootKey: string }> {
  const file = join(temporaryFolder('media'), 'root-2.jwe');
  const { rootKey } = await createRootKeyFile(file, home.passphrase, { random: systemRandom });
  return { file, rootKey };
}

const cardText = async (home: TestHome, rootKey?: string) => readFileSync(await cardOf(home, rootKey), 'utf8');

/** What `roster propose` and `roster pin` put into a file. */
async function proposal(text: Promise<{ file: string }>): Promise<CarriedProposal> {
  const carried = new CarriedProposal();
  writeFileSync(carried.file, (await text).file);
  return carried;
}
const change = (home: TestHome, what: { cards?: string[]; remove?: string[]; threshold?: number }) =>
  proposal(home.desk((calls) => calls.roster.propose({ cards: [], remove: [], ...what })));
const publish = (home: TestHome, { copies }: CarriedProposal) => {
  const files = copies.map((copy) => readFileSync(copy, 'utf8'));
  return home.desk((calls) => calls.roster.combine({ files, dryRun: false, officer: home.officer }));
};
const delegate = (home: TestHome, rootKeyFile: string, newKey: boolean) => {
  const { passphrase } = home;
  const root = { passphrase, rootPassphrase: passphrase, rootKeyFile: readFileSync(rootKeyFile, 'utf8') };
  return home.desk((calls) => calls.member.delegate({ ...root, newKey }));
};

beforeAll(async () => {
  [kr, th, vn] = (await Promise.all(['KR', 'TH', 'VN'].map(newMember))).map((home) => home.holdOpen()) as [
    TestHome,
    TestHome,
    TestHome,
  ];
});

describe('without any network, the roster', () => {
  it('is created by two members that were each alone', async () => {
    const next = await change(kr, { cards: [await cardText(th)] });
    await publish(kr, await next.signBy(kr, th));
    await carryCommunity(kr, th);
    expect(await rosterAt(th)).toMatchObject({ members: ['KR', 'TH'] });
    expect(await rosterAt(th)).toEqual(await rosterAt(kr));
  });

  it('takes a third one in, who then exchanges with both', async () => {
    const next = await change(th, { cards: [await cardText(vn)], threshold: 2 });
    await publish(th, await next.signBy(kr, th, vn));
    await carryCommunity(th, kr, vn);
    for (const home of [kr, vn]) expect(await rosterAt(home)).toEqual(await rosterAt(th));
    space = await openCase('By stick', 'TH', 'VN');
    await carryBundle(kr, th, vn);
    const { record } = await write(vn, 'Hue');
    await carryBundle(vn, kr);
    expect(await placeAt(kr, record, 'VN')).toEqual(['Hue']);
  });

  it('changes a signer, whose next root delegates to its directory key', async () => {
    const next = await nextRoot(th);
    const proposed = await change(kr, { cards: [await cardText(th, next.rootKey)] });
    await proposed.signBy(kr, th);
    await publish(kr, await proposed.sign(next.file, th.place.passphraseFile));
    await carryCommunity(kr, th);
    await delegate(th, next.file, false);
    thRoot = next.file;
    const { record } = await write(th, 'Phuket');
    await carryBundle(th, kr); // a bundle brings rosters and directories as well
    await carryBundle(kr, vn);
    for (const home of [kr, vn]) expect(await placeAt(home, record, 'TH')).toEqual(['Phuket']);
  });

  it('replaces a signer whose key is lost, by the others and the next key', async () => {
    const next = await nextRoot(vn);
    const proposed = await change(kr, { cards: [await cardText(vn, next.rootKey)] });
    await proposed.signBy(kr);
    await proposed.sign(thRoot, th.place.passphraseFile);
    await publish(kr, await proposed.sign(next.file, vn.place.passphraseFile));
    await carryCommunity(kr, th, vn);
    await delegate(vn, next.file, false);
    const { record } = await write(vn, 'Da Nang');
    await carryBundle(vn, kr);
    expect(await placeAt(kr, record, 'VN')).toEqual(['Da Nang']);
    expect(await rosterAt(vn)).toMatchObject({ version: 5, members: ['KR', 'TH', 'VN'], fork: null });
  });
});

describe('without any network, keys of a member', () => {
  it('for its directory are rotated; what it wrote is judged as before', async () => {
    await carryBundle(kr, th);
    const before = await digestsAt(th);
    await delegate(kr, rootOf(kr), true);
    await carryCommunity(kr, th, vn);
    expect(await digestsAt(kr, th)).toEqual([...before, ...before]);
    const { record } = await write(kr, 'Incheon');
    await carryBundle(kr, th);
    expect(await placeAt(th, record, 'KR')).toEqual(['Incheon']);
  });

  it('of an officer are renewed, and the former one is pinned', async () => {
    const { passphrase, officer } = th;
    const former = await write(th, 'Rayong');
    const { before, writer } = await th.desk(async (calls) => {
      const { requestFile, officer: renewed } = await calls.home.renew({ officer });
      await calls.home.grant({ passphrase, requestFile, spaces: '*', powers: ['audience', 'pin', 'write'] });
      await calls.home.pin({ officer, writer: renewed.before });
      return renewed;
    });
    const { record } = await write(th, 'Trat');
    await carryBundle(th, kr);
    const { history } = await kr.desk((calls) => calls.record.history({ record }));
    expect(history.map((one) => [one.writer, one.standing])).toEqual([[writer, 'counts']]);
    expect(await placeAt(kr, former.record, 'TH')).toEqual(['Rayong']);
    await expect(
      th.desk((calls) =>
        calls.record.edit({
          officer: { ...officer, as: before },
          record,
          set: [{ field: 'place', text: 'x' }],
          joint: false,
        }),
      ),
    ).rejects.toMatchObject({ cause: { code: 'writer-stopped' } });
  });
});

describe('without any network, a case', () => {
  it('takes a newcomer in once all have consented, and lets a member go', async () => {
    const at = await openCase('Consents', 'TH');
    await carryBundle(kr, th);
    const { notAdmitted } = await changeAudience(kr, at, { add: ['VN'] });
    expect(notAdmitted).toMatchObject([{ member: 'VN', missing: ['TH'] }]);
    await carryBundle(kr, vn);
    expect((await vn.status()).spaces.map((one) => one.space)).not.toContain(at);
    await consent(th, at, 'VN');
    await carryBundle(th, kr);
    expect(await changeAudience(kr, at, { add: ['VN'] })).toMatchObject({ admitted: ['VN'], notAdmitted: [] });
    const { record } = await write(kr, 'Ulsan', at);
    await carryBundle(kr, vn);
    expect(await placeAt(vn, record, 'KR')).toEqual(['Ulsan']);
    await changeAudience(kr, at, { remove: ['VN'] });
    await carryBundle(kr, vn);
    expect(await shown(vn, at)).toMatchObject({ removed: true, audience: ['TH'] });
  });

  it('is changed by two at once, who are both told, and repeat it', async () => {
    const at = await openCase('At once');
    const deputy = ['--powers', 'audience,write'];
    const laptop = await enrolledLaptop(kr, { member: 'KR', label: 'KR-laptop', spaces: [at], grantOptions: deputy });
    await carryBundle(kr, laptop);
    await changeAudience(kr, at, { add: ['TH'] });
    await changeAudience(laptop, at, { add: ['VN'] });
    await carryBundle(laptop, kr);
    await carryBundle(kr, laptop);
    for (const home of [kr, laptop]) {
      const { audience, notAdmitted } = await shown(home, at);
      expect(audience).toEqual([]);
      expect(notAdmitted.map(({ member, why }) => [member, why]).sort()).toEqual([
        ['TH', 'concurrent-change'],
        ['VN', 'concurrent-change'],
      ]);
    }
    await changeAudience(laptop, at, { add: ['TH', 'VN'] });
    await carryBundle(laptop, kr);
    await carryBundle(kr, th, vn);
    for (const home of [kr, laptop, th, vn]) expect((await shown(home, at)).audience).toEqual(['TH', 'VN']);
  });

  it('is handed over, once the new owner accepts', async () => {
    const at = await openCase('Handed over', 'TH');
    await kr.desk((calls) => calls.space.transfer({ officer: kr.officer, space: at, to: 'TH' }));
    await carryBundle(kr, th);
    expect((await shown(th, at)).owner).toBe('KR');
    await th.desk((calls) => calls.space.accept({ officer: th.officer, space: at }));
    await carryBundle(th, kr);
    for (const home of [kr, th]) expect(await shown(home, at)).toMatchObject({ owner: 'TH', audience: ['KR'] });
    await expect(changeAudience(kr, at, { add: ['VN'] })).rejects.toMatchObject({ cause: { code: 'no-right' } });
  });
});

describe('without any network, a member that leaves', () => {
  it('is named by the others no more, and stops by a pin that they sign, also where more had come', async () => {
    await carryBundle(kr, vn);
    await carryBundle(kr, th);
    const before = await digestsAt(kr);
    const removal = await change(kr, { remove: ['VN'] });
    await removal.signBy(kr);
    await publish(kr, await removal.sign(thRoot, th.place.passphraseFile));
    await write(vn, 'Can Tho');
    await carryBundle(vn, th); // TH has not heard of it yet
    const pins = await proposal(kr.desk((calls) => calls.roster.proposePins({ member: 'VN' })));
    await pins.signBy(kr);
    await publish(kr, await pins.sign(thRoot, th.place.passphraseFile));
    await carryCommunity(kr, th);
    await carryBundle(kr, th);
    expect(await digestsAt(kr, th)).toEqual([...before, ...before]);
    const { entries } = await th.desk((calls) => calls.home.setAside({ limit: 10 }));
    expect(entries.map(({ member, reason }) => [member, reason])).toContainEqual(['VN', 'pinned']);
    for (const home of [kr, th]) expect((await home.does<{ ok: boolean }>('verify')).ok).toBe(true);
  });
});
