import { beforeAll, describe, expect, it } from 'vitest';
import { chosenWord } from '../support/chosen-strings.js';
import type { FailureAnswer, RecordAnswer, SetAsideAnswer, StatusAnswer } from '../support/command-answers.js';
import { federation, type TestFederation } from '../support/federation.js';
import { tablesWith } from '../support/raw-content.js';
import type { TestHome } from '../support/test-home.js';

interface SpaceAnswer {
  readonly owner: string;
  readonly rule: string;
  readonly audience: readonly string[];
  readonly removed: boolean;
  readonly notAdmitted: readonly { member: string; why: string; missing: readonly string[] }[];
  readonly consents: readonly { member: string; newcomer: string; audience: readonly string[] }[];
}

const CODES = ['KR', 'MY', 'TH', 'VN'] as const;
let members: TestFederation;
let homes: Record<(typeof CODES)[number], TestHome>;

beforeAll(async () => {
  members = await federation(CODES);
  const [KR, MY, TH, VN] = CODES.map((code) => members.of(code)) as [TestHome, TestHome, TestHome, TestHome];
  homes = { KR, MY, TH, VN };
  await Promise.all(Object.values(homes).map((home) => home.serve()));
});

/** A laptop whose officer may decide about audiences as well. */
const DEPUTY = ['--powers', 'audience,write'];

const openCase = async (title: string, ...audience: string[]): Promise<string> =>
  (
    await homes.KR.does<{ space: string }>(
      ...['space', 'create', '--kind', 'case', '--title', title, '--audience', audience.join(',')],
    )
  ).space;
const shown = (home: TestHome, space: string) =>
  home.desk(async (calls) => (await calls.space.show({ space })) as SpaceAnswer);
const change = (home: TestHome, space: string, ...options: string[]) =>
  home.does<{
    admitted: string[];
    notAdmitted: { member: string; missing: string[] }[];
    removed: { member: string }[];
  }>(...['space', 'audience', space, '--yes', ...options]);
const seizure = (home: TestHome, space: string, place: string) =>
  home.does<RecordAnswer>('record', 'new', '--space', space, '--kind', 'seizure', '--set', `place=${place}`);

/** The first home calls every other one and then all of them once more; a laptop calls and is not called. */
async function meet(...who: TestHome[]): Promise<void> {
  const called = who.filter(({ place }) => place.address !== null);
  for (let round = 0; round < 2; round++) {
    for (const home of who) for (const peer of called.slice(0, 1)) if (home !== peer) await home.sync(peer);
  }
}

/** Tables of a home in which a word stands; its node is away meanwhile. */
async function tablesAt(home: TestHome, word: string): Promise<readonly string[]> {
  await home.stop();
  const tables = await home.opened((open) => [...tablesWith(open, [word])]);
  await home.serve();
  return tables;
}

describe('a newcomer', () => {
  it('is refused until every member has consented, one of them offline, and then receives everything', async () => {
    const { KR, MY, TH, VN } = homes;
    const space = await openCase('Consents', 'TH', 'VN');
    const word = chosenWord();
    await seizure(KR, space, word);
    await meet(KR, TH, VN);
    expect(await shown(TH, space)).toMatchObject({ rule: 'each-consents', owner: 'KR', audience: ['TH', 'VN'] });
    const plan = await KR.does('space', 'audience', space, '--add', 'MY', '--dry-run');
    expect(plan).toMatchObject({ admitted: [], notAdmitted: [{ member: 'MY', missing: ['TH', 'VN'] }], entry: null });
    await TH.does('consent', 'give', space, 'MY');
    await meet(KR, TH);
    await change(KR, space, '--add', 'MY');
    await meet(KR, TH, VN, MY);
    expect((await shown(VN, space)).notAdmitted).toMatchObject([
      { member: 'MY', why: 'consent-missing', missing: ['VN'] },
    ]);
    expect((await MY.status()).spaces).toEqual([]);
    expect(await tablesAt(MY, word)).toEqual([]);
    await VN.does('consent', 'give', space, 'MY');
    await meet(KR, VN);
    expect(await change(KR, space, '--add', 'MY')).toMatchObject({ admitted: ['MY'], notAdmitted: [] });
    await meet(KR, MY);
    expect((await shown(MY, space)).audience).toEqual(['MY', 'TH', 'VN']);
    expect(await tablesAt(MY, word)).not.toEqual([]);
  });
});

describe('two changes of an audience at once', () => {
  it('admit neither newcomer, are shown to both authors, and are repeated', async () => {
    const { KR, TH, VN } = homes;
    const space = await openCase('At once');
    const laptop = await members.laptop('KR', 'KR-audience', [space], ...DEPUTY);
    await meet(KR, laptop);
    await change(KR, space, '--add', 'TH');
    await change(laptop, space, '--add', 'VN');
    await meet(KR, laptop);
    for (const home of [KR, laptop]) {
      const { audience, notAdmitted } = await shown(home, space);
      expect(audience).toEqual([]);
      expect(notAdmitted.map(({ member, why }) => [member, why]).sort()).toEqual([
        ['TH', 'concurrent-change'],
        ['VN', 'concurrent-change'],
      ]);
    }
    await change(laptop, space, '--add', 'TH,VN');
    await meet(KR, laptop, TH, VN);
    for (const home of [KR, laptop, TH, VN]) expect((await shown(home, space)).audience).toEqual(['TH', 'VN']);
  });
});

describe('a member that is taken out while it writes offline', () => {
  it('learns of it at its next sync, keeps what it has, and comes back when it is admitted again', async () => {
    const { KR, TH, VN } = homes;
    const space = await openCase('Out and in', 'TH', 'VN');
    const { record: kept } = await seizure(TH, space, 'Hat Yai').catch(() => ({ record: '' }));
    expect(kept).toBe(''); // TH does not hold the space yet
    await meet(KR, TH, VN);
    const { record } = await seizure(TH, space, 'Hat Yai');
    await meet(KR, TH, VN);
    const { record: unseen } = await seizure(TH, space, 'Songkhla');
    expect(await change(KR, space, '--remove', 'TH')).toMatchObject({ removed: [{ member: 'TH' }] });
    const after = chosenWord();
    await seizure(KR, space, after);
    expect(await TH.sync('KR')).toMatchObject({ converged: true });
    expect(await TH.sync('KR')).toMatchObject({ converged: true, peers: [{ entriesReceived: 0, entriesSent: 0 }] });
    expect(await shown(TH, space)).toMatchObject({ removed: true, audience: ['VN'] });
    expect(await TH.does('record', 'show', record)).toMatchObject({ sections: { TH: { place: ['Hat Yai'] } } });
    expect(await tablesAt(TH, after)).toEqual([]);
    expect((await TH.does<SetAsideAnswer>('set-aside')).entries).toMatchObject([{ reason: 'removed', member: 'TH' }]);
    const refused = await TH.cli<FailureAnswer>(
      ...['record', 'new', '--space', space, '--kind', 'seizure', '--set', 'place=Pattani'],
    );
    expect([refused.code, refused.json.error.code]).toEqual([1, 'no-right']);
    await meet(KR, VN);
    expect((await KR.cli('record', 'show', unseen)).code).toBe(1);
    await VN.does('consent', 'give', space, 'TH');
    await meet(KR, VN);
    await change(KR, space, '--add', 'TH');
    await meet(KR, TH, VN);
    for (const home of [KR, VN]) expect(await home.does('record', 'show', unseen)).toMatchObject({ record: unseen });
    const digests = (await Promise.all([KR, TH, VN].map((home) => home.status()))).map(
      (status: StatusAnswer) => status.spaces.find((one) => one.space === space)?.stateDigest,
    );
    expect(new Set(digests).size).toBe(1);
    for (const home of [KR, TH, VN]) expect((await home.cli('verify')).code).toBe(0);
  });
});

describe('a space that is handed over', () => {
  it('has a new owner once it accepts; a removal by the old one at the same time holds', async () => {
    const { KR, TH, VN } = homes;
    const space = await openCase('Handed over', 'TH', 'VN');
    const laptop = await members.laptop('KR', 'KR-transfer', [space], ...DEPUTY);
    await meet(KR, TH, VN, laptop);
    await KR.does('space', 'transfer', space, '--to', 'TH');
    await meet(KR, TH);
    expect((await TH.cli<FailureAnswer>('space', 'audience', space, '--remove', 'VN', '--yes')).json.error.code).toBe(
      'no-right',
    );
    await TH.does('space', 'accept', space);
    await change(laptop, space, '--remove', 'VN');
    await meet(KR, TH, laptop);
    await meet(KR, TH, laptop, VN);
    for (const home of [KR, TH, laptop])
      expect(await shown(home, space)).toMatchObject({ owner: 'TH', audience: ['KR'] });
    expect((await KR.cli<FailureAnswer>('space', 'audience', space, '--add', 'MY', '--yes')).json.error.code).toBe(
      'no-right',
    );
    expect(await shown(VN, space)).toMatchObject({ removed: true });
  });
});
