import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { RecordAnswer } from '../support/command-answers.js';
import { federation } from '../support/federation.js';
import type { TestHome } from '../support/test-home.js';

type Meeting = readonly ['KR' | 'laptop', 'KR' | 'TH'];
const MEETINGS: readonly Meeting[] = [
  ['KR', 'TH'],
  ['laptop', 'TH'],
  ['laptop', 'KR'],
];

function ordersOf<T>(parts: readonly T[]): T[][] {
  if (parts.length < 2) return [[...parts]];
  return parts.flatMap((first, i) => ordersOf(parts.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

let before: Record<'KR' | 'TH' | 'laptop', TestHome>;
let serving: TestHome[] = [];
const digests = new Map<string, string>();

beforeAll(async () => {
  const members = await federation(['KR', 'TH']);
  const [kr, th] = [members.of('KR'), members.of('TH')];
  const { space } = await kr.does<{ space: string }>(
    ...['space', 'create', '--kind', 'case', '--title', 'Three at one table', '--audience', 'TH'],
  );
  const { record } = await kr.does<RecordAnswer>(
    ...['record', 'new', '--space', space, '--kind', 'seizure', '--set', 'substance=heroin'],
  );
  const laptop = await members.laptop('KR', 'KR-laptop', [space]);
  await Promise.all([kr.serve(), th.serve()]);
  for (const peer of ['KR', 'TH']) expect(await laptop.sync(peer)).toMatchObject({ converged: true });
  await Promise.all([kr.stop(), th.stop()]);
  before = { KR: kr, TH: th, laptop };
  for (const [name, home] of Object.entries(before)) {
    await home.desk(async (calls) => {
      const text = (field: string, value: string) => ({ field, text: value });
      const officer = home.officer;
      await calls.record.edit({
        officer,
        record,
        joint: true,
        set: [text('place', `${name} dock`), text('narrative', `${name} `)],
      });
      await calls.record.edit({ officer, record, joint: true, set: [text('narrative', `${name} told a story. `)] });
      await calls.record.edit({ officer, record, joint: false, set: [text('agency', `agency of ${name}`)] });
      await calls.record.new({ officer, space, kind: 'seizure', set: [text('place', `new from ${name}`)] });
    });
  }
});

/** Every world has the same addresses, so one must be over before the next begins. */
afterEach(async () => {
  await Promise.all(serving.map((home) => home.stop()));
});

describe('KR, TH and a laptop meet two by two', () => {
  it.each(ordersOf(MEETINGS).map((order) => [order.map((pair) => pair.join('–')).join(', '), order] as const))(
    '%s: all three end equal',
    async (name, order) => {
      const world = temporaryFolder('world');
      const [kr, th, laptop] = (['KR', 'TH', 'laptop'] as const).map((who) => before[who].copyTo(join(world, who))) as [
        TestHome,
        TestHome,
        TestHome,
      ];
      serving = [kr, th];
      await Promise.all(serving.map((home) => home.serve()));
      const callers = { KR: kr, laptop };
      for (const [from, to] of order) expect(await callers[from].sync(to)).toMatchObject({ converged: true });
      const all = await Promise.all([kr, th, laptop].map((home) => home.status()));
      expect(new Set(all.map(({ spaces }) => spaces[0]?.stateDigest)).size).toBe(1);
      expect(new Set(all.map(({ spaces }) => JSON.stringify(spaces[0]?.frontier))).size).toBe(1);
      expect(all.map(({ records, pending, quarantined }) => [records, pending, quarantined])).toEqual(
        Array.from({ length: 3 }, () => [4, 0, 0]),
      );
      digests.set(name, all[0]?.spaces[0]?.stateDigest ?? 'none');
    },
  );

  it('and every order ends with the same', () => {
    expect(digests.size).toBe(6);
    expect(new Set(digests.values()).size).toBe(1);
  });
});
