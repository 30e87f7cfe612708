import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import type { OpenHome } from '../home/open-home.js';
import type { TestBrowser } from '../testing/test-browser.js';
import { TestDesk } from '../web/test-desk.fixture.js';
import { onceOnly } from './once-only.js';

const homes = new TemporaryHomes('once-only');
let home: OpenHome;
let desk: TestDesk;
let browser: TestBrowser;

async function start(): Promise<void> {
  home = await homes.open('kr');
  desk = await TestDesk.start(home);
  browser = desk.browser();
  await browser.signIn(home.officers[0]?.writer as string, PASSPHRASE);
}

beforeAll(async () => {
  await homes.init('kr');
  await start();
});
afterAll(async () => {
  await desk.close();
  homes.remove();
});

const spaces = async () => ((await browser.query('space.list')).data as { spaces: unknown[] }).spaces.length;
const net = { kind: 'case', title: 'Net', audience: [] };

describe('WEB-7 a change with a key', () => {
  test('is made once, and a repeated call is answered as the first was, also after a restart', async () => {
    const asked = { key: randomUUID(), ...net };
    const first = await browser.mutate('space.create', asked);
    expect(await browser.mutate('space.create', asked)).toEqual(first);
    await desk.close();
    homes.close(home);
    await start();
    expect(await browser.mutate('space.create', asked)).toEqual(first);
    expect(await spaces()).toBe(1);
    expect(desk.defects).toEqual([]);
  });

  test('is refused under a key that another change has, and without any', async () => {
    const key = randomUUID();
    await browser.mutate('space.create', { key, ...net });
    const before = await spaces();
    expect(await browser.mutate('space.create', { key, ...net, title: 'Other' })).toMatchObject({
      status: 409,
      code: 'key-reused',
    });
    expect(await browser.mutate('recover.letGo', { key, entry: 'x' })).toMatchObject({
      status: 409,
      code: 'key-reused',
    });
    expect(await browser.mutate('space.create', net)).toMatchObject({ status: 400, code: 'key-missing' });
    expect(await spaces()).toBe(before);
  });

  test('that failed may be made after all', async () => {
    const asked = { key: randomUUID(), space: '0'.repeat(10), kind: 'seizure', set: [] };
    expect((await browser.mutate('record.new', asked)).code).toBe('space-unknown');
    expect((await browser.mutate('record.new', asked)).code).toBe('space-unknown');
  });

  test('whose answer was lost says so and is not made again', async () => {
    const keyed = { officer: 'KR.x', key: randomUUID(), call: 'record.edit', input: {} };
    let made = 0;
    const stopsInBetween = async () => {
      home.replica.transaction(() => {
        made += 1;
      });
      throw new Error('power cut');
    };
    await expect(onceOnly(home, keyed, stopsInBetween)).rejects.toThrow('power cut');
    await expect(onceOnly(home, keyed, stopsInBetween)).rejects.toMatchObject({ cause: { code: 'answer-lost' } });
    expect(made).toBe(1);
  });

  test('that was undone leaves no trace of its key', async () => {
    const keyed = { officer: 'KR.x', key: randomUUID(), call: 'record.edit', input: {} };
    const undone = async () => {
      home.replica.transaction(() => {
        throw new Error('undone');
      });
      return { ok: true as const, data: 'never' };
    };
    await expect(onceOnly(home, keyed, undone)).rejects.toThrow('undone');
    const done = async () => ({ ok: true as const, data: 'made' });
    expect(await onceOnly(home, keyed, done)).toEqual({ ok: true, data: 'made' });
  });

  test('is refused while the same is being made', async () => {
    const keyed = { officer: 'KR.x', key: randomUUID(), call: 'record.edit', input: {} };
    let finish: () => void = () => undefined;
    const slow = new Promise<{ ok: true; data: string }>((resolve) => {
      finish = () => resolve({ ok: true, data: 'slow' });
    });
    const first = onceOnly(home, keyed, () => slow);
    await expect(onceOnly(home, keyed, () => slow)).rejects.toMatchObject({ cause: { code: 'change-under-way' } });
    finish();
    expect(await first).toEqual({ ok: true, data: 'slow' });
  });

  test('is forgotten after a day', async () => {
    const asked = { key: randomUUID(), ...net };
    await browser.mutate('space.create', asked);
    const before = await spaces();
    homes.clock.now += 86_400_001;
    await browser.change('space.create', net);
    await browser.mutate('space.create', asked);
    expect(await spaces()).toBe(before + 2);
  });

  test('keeps no passphrase, not even as a hash', async () => {
    const input = { passphrase: 'one', officer: { passphrase: 'two' }, writer: 'x' };
    const keyed = { officer: 'KR.x', key: randomUUID(), call: 'home.pin', input };
    const done = async () => ({ ok: true as const, data: null });
    await onceOnly(home, keyed, done);
    const other = { passphrase: 'three', officer: { passphrase: 'four' }, writer: 'x' };
    expect(await onceOnly(home, { ...keyed, input: other }, done)).toEqual({ ok: true, data: null });
  });
});
