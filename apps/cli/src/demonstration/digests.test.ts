import { describe, expect, it } from 'vitest';
import type { HomeName, Status } from './answers.js';
import { digestsOf, unequalFrontiers, unequalSpaces } from './digests.js';
import { summarise } from './summary.js';

interface Held {
  readonly space: string;
  readonly digest: string;
  readonly last?: string;
}

const status = (held: readonly Held[]): Status => ({
  home: 'home',
  address: null,
  entries: 7,
  records: 3,
  quarantined: 0,
  refused: 0,
  officers: [],
  spaces: held.map(({ space, digest, last = 'entry' }) => ({
    space,
    title: null,
    records: 1,
    stateDigest: digest,
    frontier: [{ lane: 'record', writer: 'w', seq: 1, id: last }],
  })),
});

const homes = (held: Partial<Record<HomeName, readonly Held[]>>): Map<HomeName, Status> =>
  new Map(Object.entries(held).map(([name, spaces]) => [name as HomeName, status(spaces)]));

describe('comparing homes', () => {
  it('lists a home only under spaces that it holds', () => {
    const all = homes({
      KR: [
        { space: 'a', digest: '1' },
        { space: 'b', digest: '2' },
      ],
      TH: [{ space: 'a', digest: '1' }],
    });
    expect(digestsOf(all)).toEqual({ a: { KR: '1', TH: '1' }, b: { KR: '2' } });
    expect(unequalSpaces(digestsOf(all))).toEqual([]);
  });

  it('names the spaces that differ', () => {
    const all = homes({ KR: [{ space: 'a', digest: '1' }], TH: [{ space: 'a', digest: 'other' }] });
    expect(unequalSpaces(digestsOf(all))).toEqual(['a']);
  });

  it('sees different entries behind an equal view', () => {
    const all = homes({ KR: [{ space: 'a', digest: '1' }], TH: [{ space: 'a', digest: '1', last: 'another' }] });
    expect(unequalFrontiers(all)).toEqual(['a']);
  });

  it('does not call it converged when one home differs', () => {
    const shown = { conflicts: 2, refused: 1 };
    const all = homes({ KR: [{ space: 'a', digest: '1' }], 'KR-laptop': [{ space: 'a', digest: '2' }] });
    expect(summarise(all, status([]), shown)).toMatchObject({ nodes: 2, entries: 7, records: 3, converged: false });
    const same = homes({ KR: [{ space: 'a', digest: '1' }], 'KR-laptop': [{ space: 'a', digest: '1' }] });
    expect(summarise(same, status([]), shown)).toMatchObject({ converged: true, conflicts: 2, refused: 1 });
  });
});
