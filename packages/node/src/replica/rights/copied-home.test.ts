import { databaseImage, openMemoryDatabase } from '@liaison/store';
import { describe, expect, test } from 'vitest';
import { editRecord } from '../../commands/write-record.js';
import { homeStatus } from '../../queries/home-status.js';
import { showRecord } from '../../queries/show-record.js';
import { MemoryFederation } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { cloneHome, seizure, sharedCase } from '../raw-entries.fixture.js';
import { copyNotice, forgetCopy, noticeCopy } from './copied-home.js';

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH'], seed);
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const space = sharedCase(kr, 'TH');
  const { record } = seizure(kr, space, 'Incheon');
  await memorySync(kr, th);
  const say = (home: typeof kr, place: string) =>
    editRecord(home.replica, home.officer, { record, joint: false, change: { fields: { place } } });
  const receiptOf = (home: typeof kr) =>
    home.replica.context.store.exchange.receipt(home.service.writer, space)?.number;
  return { federation, kr, th, space, record, say, receiptOf };
}

describe('a home that was restored from a backup', () => {
  test('takes back what it had signed since, and signs nothing more: no log forks (FRK-6)', async () => {
    const { federation, kr, th, record, say, receiptOf } = await scene('restored');
    const backup = databaseImage(kr.database);
    say(kr, 'Busan');
    await memorySync(kr, th);
    federation.reopen(kr, openMemoryDatabase(backup));
    const number = receiptOf(th);
    expect(await memorySync(kr, th)).toMatchObject({ converged: true });
    expect(showRecord(kr.replica.context, record).sections.KR?.place).toEqual(['Busan']);
    expect(copyNotice(kr.replica.context)).toMatchObject({ why: 'own-entries' });
    expect(homeStatus(kr.replica.context).copied).toMatchObject({ why: 'own-entries' });
    expect(() => say(kr, 'Jeju')).toThrow(expect.objectContaining({ code: 'home-copied' }));
    expect(() => forgetCopy(kr.replica.context)).toThrow(expect.objectContaining({ code: 'home-copy-proven' }));
    // it goes on exchanging, but receipts nothing under a number that it may have used
    seizure(th, homeStatus(th.replica.context).spaces[0]?.space as never, 'Phuket');
    const before = receiptOf(kr);
    expect(await memorySync(kr, th)).toMatchObject({ entriesReceived: 1 });
    expect(receiptOf(kr)).toBe(before);
    expect(receiptOf(th)).toBeGreaterThan(number ?? 0);
    expect(homeStatus(th.replica.context).spaces[0]?.forks).toEqual([]);
  });

  test('that had signed receipts only since is told by them (FRK-6, RCP-4)', async () => {
    const { federation, kr, th, space, say } = await scene('receipts');
    const backup = databaseImage(kr.database);
    for (const place of ['Phuket', 'Krabi']) {
      seizure(th, space, place);
      await memorySync(kr, th);
    }
    federation.reopen(kr, openMemoryDatabase(backup));
    await memorySync(kr, th);
    expect(copyNotice(kr.replica.context)).toMatchObject({ why: 'own-receipts' });
    expect(() => say(kr, 'Jeju')).toThrow(expect.objectContaining({ code: 'home-copied' }));
  });
});

describe('a home that was copied', () => {
  test('and whose copy wrote: the original stops as soon as it hears of it (FRK-6)', async () => {
    const { federation, kr, th, say } = await scene('copied');
    const copy = cloneHome(federation, kr);
    say(copy, 'Jeju');
    await memorySync(copy, th);
    await memorySync(th, kr);
    expect(copyNotice(kr.replica.context)).toMatchObject({ why: 'own-entries' });
    expect(() => say(kr, 'Busan')).toThrow(expect.objectContaining({ code: 'home-copied' }));
    expect(homeStatus(th.replica.context).spaces[0]?.forks).toEqual([]);
    expect(() => say(th, 'Phuket')).not.toThrow();
  });

  test('goes on after a word of its officer while only its files are others; what peers show weighs more', async () => {
    const { kr, say } = await scene('place');
    const { context } = kr.replica;
    kr.replica.transaction(() => noticeCopy(context, 'place'));
    expect(() => say(kr, 'Busan')).toThrow(expect.objectContaining({ code: 'home-copied' }));
    kr.replica.transaction(() => forgetCopy(context));
    expect(() => say(kr, 'Busan')).not.toThrow();
    kr.replica.transaction(() => {
      noticeCopy(context, 'own-entries');
      noticeCopy(context, 'place');
    });
    expect(copyNotice(context)).toMatchObject({ why: 'own-entries' });
  });
});
