import { describe, expect, test } from 'vitest';
import { conflictCards } from '../queries/conflict-cards.js';
import { deskScene, found, grams, laterBy, reader, say } from '../queries/desk-scene.fixture.js';
import { listRecords } from '../queries/list-records.js';
import { recordCards } from '../queries/settled-cards.js';
import { showRecord } from '../queries/show-record.js';
import type { MemoryHome } from '../testing/memory-federation.js';
import { type Settling, settleConflict, undoSettlement } from './settle-conflict.js';

/** Both write the joint section without having seen the other, and each its own. */
async function contested(seed: string) {
  const scene = await deskScene(seed);
  const { kr, th, space, meet } = scene;
  const made = found(kr, space, { quantity: grams(2.1), place: 'Busan' });
  await meet();
  say(kr, made.record, { place: 'Gate A' }, true);
  laterBy(th, 60);
  say(th, made.record, { place: 'Gate B' }, true);
  say(th, made.record, { quantity: grams(2.4) });
  await meet();
  return { ...scene, ...made };
}

const cards = (home: MemoryHome, filter = {}) =>
  conflictCards(home.replica.context, reader(home), { filter, limit: 10 }).items.flatMap((item) => item.cards);

const cardOf = (home: MemoryHome, field: string, type = 'conflict') => {
  const card = cards(home).find((one) => one.field === field && one.type === type);
  if (card === undefined) throw new Error(`no card for ${field}`);
  return card;
};

const settle = (home: MemoryHome, record: string, field: string, settling: Settling, type = 'conflict') => {
  const { digest } = cardOf(home, field, type);
  return settleConflict(home.replica, home.officer, { record, field, digest, settling });
};

const saidIn = (home: MemoryHome, record: string, section: string) =>
  showRecord(home.replica.context, record).sections[section];

describe('a card', () => {
  test('says both values with who, when, and whether one had seen the other', async () => {
    const { kr } = await contested('card');
    const place = cardOf(kr, 'place');
    expect(place).toMatchObject({ section: 'joint', left: null });
    const words = place.values.map(({ value, by, own, hadSeen }) => [
      value,
      by?.member,
      by?.at.slice(11, 16),
      own,
      hadSeen,
    ]);
    expect(words.sort()).toEqual([
      ['Gate A', 'KR', '14:00', true, []],
      ['Gate B', 'TH', '15:00', false, []],
    ]);
    const quantity = cardOf(kr, 'quantity', 'disagreement');
    expect(quantity.values.map(({ section, hadSeen }) => [section, hadSeen])).toEqual([
      ['KR', []],
      ['TH', [0]],
    ]);
  });

  test('offers what settles it and nothing else; to leave both comes first', async () => {
    const { kr, th } = await contested('choices');
    expect(cardOf(kr, 'place').choices).toEqual([
      { choice: 'leave' },
      { choice: 'keep', value: 0, section: 'joint' },
      { choice: 'keep', value: 1, section: 'joint' },
      { choice: 'write', section: 'joint' },
    ]);
    expect(cardOf(th, 'quantity', 'disagreement').choices.filter(({ choice }) => choice === 'keep')).toEqual([
      { choice: 'keep', value: 0, section: 'TH' },
      { choice: 'keep', value: 0, section: 'joint' },
      { choice: 'keep', value: 1, section: 'joint' },
    ]);
  });
});

describe('settling', () => {
  test('DSK-4: keeps one value in the section, everywhere, and undo puts both back', async () => {
    const { kr, th, record, meet } = await contested('keep');
    const value = cardOf(kr, 'place').values.findIndex((one) => one.value === 'Gate B');
    const { settlement, entry } = settle(kr, record, 'place', { choice: 'keep', value, section: 'joint' });
    expect(entry).not.toBeNull();
    await meet();
    expect(saidIn(th, record, 'joint')).toEqual({ place: ['Gate B'] });
    expect(saidIn(th, record, 'KR')).toMatchObject({ place: ['Busan'] });
    undoSettlement(kr.replica, kr.officer, settlement);
    await meet();
    for (const home of [kr, th]) {
      expect([...((saidIn(home, record, 'joint')?.place ?? []) as string[])].sort()).toEqual(['Gate A', 'Gate B']);
    }
    expect(() => undoSettlement(kr.replica, kr.officer, settlement)).toThrow(
      expect.objectContaining({ code: 'settlement-unknown' }),
    );
  });

  test('DSK-4: leaves both and is not asked again, until a value changes or it is taken up', async () => {
    const { kr, th, record, meet } = await contested('leave');
    const open = () => listRecords(kr.replica.context, reader(kr), { ...LIST, filter: { unsettled: true } }).total;
    const both = [
      settle(kr, record, 'place', { choice: 'leave' }),
      settle(kr, record, 'place', { choice: 'leave' }, 'disagreement'),
      settle(kr, record, 'quantity', { choice: 'leave' }, 'disagreement'),
    ];
    expect(both.every(({ entry }) => entry === null)).toBe(true);
    expect([open(), cardOf(kr, 'place').left?.officer]).toEqual([0, reader(kr)]);
    undoSettlement(kr.replica, kr.officer, both[2]?.settlement ?? '');
    expect(open()).toBe(1);
    settle(kr, record, 'quantity', { choice: 'leave' }, 'disagreement');
    expect(open()).toBe(0);
    say(th, record, { quantity: grams(2.5) });
    await meet();
    expect(open()).toBe(1);
  });

  test('DSK-4: what was decided stands beside the cards for as long as it can be undone', async () => {
    const { kr, th, record, meet } = await contested('beside');
    const settled = () =>
      recordCards(kr.replica.context, record).settled.map(({ field, section, values }) => [field, section, values]);
    expect(settled()).toEqual([]);
    const { settlement } = settle(kr, record, 'place', { choice: 'keep', value: 0, section: 'joint' });
    settle(kr, record, 'quantity', { choice: 'leave' }, 'disagreement');
    const kept = cards(kr).length;
    expect(settled()).toEqual([
      ['quantity', null, []],
      ['place', 'joint', [expect.any(String)]],
    ]);
    expect(recordCards(kr.replica.context, record).cards).toHaveLength(kept);
    undoSettlement(kr.replica, kr.officer, settlement);
    expect(settled()).toEqual([['quantity', null, []]]);
    await meet();
    say(th, record, { quantity: grams(2.6) });
    await meet();
    expect(settled()).toEqual([]);
  });

  test('takes over what the other says into the own section, or says a third', async () => {
    const { kr, record } = await contested('write');
    const quantity = { field: 'quantity', text: '2.3 kg' };
    settle(kr, record, 'quantity', { choice: 'write', section: 'joint', assignment: quantity }, 'disagreement');
    expect(saidIn(kr, record, 'joint')).toMatchObject({ quantity: [grams(2.3)] });
    const value = cardOf(kr, 'quantity', 'disagreement').values.findIndex((one) => one.section === 'TH');
    settle(kr, record, 'quantity', { choice: 'keep', value, section: 'KR' }, 'disagreement');
    expect(saidIn(kr, record, 'KR')).toMatchObject({ quantity: [grams(2.4)] });
  });

  test('DSK-4: refuses what the officer did not see, what is not offered, and an undo over a later word', async () => {
    const { kr, th, record, meet } = await contested('refused');
    const codeOf = (call: () => unknown) => {
      try {
        return call();
      } catch (error) {
        return (error as { code?: unknown }).code;
      }
    };
    const old = cardOf(kr, 'place');
    const keep = (section: string): Settling => ({ choice: 'keep', value: 0, section });
    expect(codeOf(() => settle(kr, record, 'place', keep('KR')))).toBe('choice-not-offered');
    expect(codeOf(() => settle(kr, record, 'quantity', keep('TH'), 'disagreement'))).toBe('choice-not-offered');
    const other: Settling = { choice: 'write', section: 'joint', assignment: { field: 'channel', text: 'mail' } };
    expect(codeOf(() => settle(kr, record, 'place', other))).toBe('choice-not-offered');
    const { settlement } = settle(kr, record, 'place', keep('joint'));
    const again = { record, field: 'place', digest: old.digest, settling: keep('joint') };
    expect(codeOf(() => settleConflict(kr.replica, kr.officer, again))).toBe('conflict-changed');
    await meet();
    say(th, record, { place: 'Gate C' }, true);
    await meet();
    expect(codeOf(() => undoSettlement(kr.replica, kr.officer, settlement))).toBe('conflict-changed');
    expect(saidIn(kr, record, 'joint')).toMatchObject({ place: ['Gate C'] });
  });
});

const LIST = { sort: 'change' as const, descending: true, limit: 10 };
