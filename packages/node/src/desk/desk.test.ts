import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiaisonError } from '@liaison/protocol';
import { formatRecordNumber } from '@liaison/records';
import { TRPCClientError } from '@trpc/client';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import type { OpenHome } from '../home/open-home.js';
import { writeRunningNode } from '../home/running-node.js';
import { liaisonErrorOf } from './desk-failure.js';
import { createDeskCaller } from './desk-router.js';
import { openDeskSession } from './desk-session.js';
import { isListening } from './local-client.js';
import { openLocalSocket } from './local-socket.js';

const homes = new TemporaryHomes('desk');
const officer = { passphrase: PASSPHRASE };
const NOT_HELD = formatRecordNumber({ member: 'KR', year: 2026, serial: 1, counter: 99 });
let home: OpenHome;

beforeAll(async () => {
  await homes.init('kr');
  home = await homes.open('kr');
});
afterAll(() => homes.remove());

const codeOf = async (call: Promise<unknown>) => {
  try {
    await call;
  } catch (error) {
    return liaisonErrorOf(error)?.code ?? error;
  }
  return 'nothing rejected';
};

type Calls = ReturnType<typeof createDeskCaller>;

async function makeRecord(calls: Calls) {
  const { space } = await calls.space.create({ officer, kind: 'case', title: 'Net', audience: [] });
  const set = [{ field: 'place', text: 'Busan' }];
  return { space, ...(await calls.record.new({ officer, space, kind: 'seizure', set })) };
}

describe('the desk router', () => {
  test('refuses input that does not fit before anything is unlocked', async () => {
    const calls = createDeskCaller({ home });
    const wrong: [string, Promise<unknown>][] = [
      ['no passphrase', calls.space.create({ officer: { passphrase: '' }, kind: 'case', title: 'x', audience: [] })],
      ['no title', calls.space.create({ officer, kind: 'case', title: '', audience: [] })],
      ['a kind of space', calls.space.create({ officer, kind: 'board' as never, title: 'x', audience: [] })],
      ['a member code', calls.space.create({ officer, kind: 'case', title: 'x', audience: ['kr' as never] })],
      ['a limit', calls.record.search({ query: 'x', limit: 0 })],
      ['a limit beyond all bounds', calls.home.setAside({ limit: 1e9 })],
      ['an empty query', calls.record.search({ query: '', limit: 1 })],
      ['a member too many', calls.record.show({ record: 'x', extra: 1 } as never)],
    ];
    for (const [what, call] of wrong) expect([what, await codeOf(call)]).toEqual([what, 'input-invalid']);
  });

  test('says in words which part of the input does not fit', async () => {
    const calls = createDeskCaller({ home });
    const failed = await calls.record.search({ query: '', limit: 0 }).catch(liaisonErrorOf);
    expect(failed).toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(/^The input does not fit: query: [^[{]+; limit: [^[{]+$/),
    });
  });

  test('tells a mistyped record number from one that is not held', async () => {
    const calls = createDeskCaller({ home });
    const { number } = await makeRecord(calls);
    const mistyped = number.slice(0, -1) + (number.endsWith('0') ? '1' : '0');
    for (const named of [{ record: mistyped }, { record: mistyped.toLowerCase() }]) {
      expect(await codeOf(calls.record.show(named))).toBe('record-number-mistyped');
      expect(await codeOf(calls.record.history(named))).toBe('record-number-mistyped');
      expect(await codeOf(calls.record.edit({ officer, ...named, joint: false, set: [] }))).toBe(
        'record-number-mistyped',
      );
    }
    expect(await codeOf(calls.record.show({ record: 'no number at all' }))).toBe('record-unknown');
  });

  test('lists the homes it knows by name, and says when more was set aside than asked for', async () => {
    const calls = createDeskCaller({ home });
    expect((await calls.home.status()).homes).toEqual([
      {
        label: 'KR',
        home: home.settings.home,
        revoked: false,
        officers: [{ writer: home.settings.officers[0]?.writer, name: 'Kim Ji-won', revoked: false }],
      },
    ]);
    const refusal = {
      at: '2026-02-01T00:00:00.000Z',
      peer: 'TH',
      code: 'signature-wrong',
      message: 'm',
      entry: null,
      bytes: new Uint8Array(),
    };
    expect(await calls.home.setAside({ limit: 1 })).toMatchObject({ refusals: [], more: false });
    const { setAside } = home.replica.context.store;
    for (const code of ['a', 'b']) setAside.putRefusal({ ...refusal, code }, 10, 1_000);
    expect(await calls.home.setAside({ limit: 1 })).toMatchObject({ refusals: [{}], more: true });
    expect(await calls.home.setAside({ limit: 2 })).toMatchObject({ refusals: [{}, {}], more: false });
  });

  test('makes, edits, finds and shows a record', async () => {
    const calls = createDeskCaller({ home });
    const { record, number, space } = await makeRecord(calls);
    await calls.record.edit({ officer, record: number, joint: false, set: [{ field: 'place', text: 'Ulsan' }] });
    expect(await calls.record.show({ record, space: space.slice(0, 8) })).toMatchObject({
      sections: { KR: { place: ['Ulsan'] } },
    });
    expect(await calls.record.search({ query: 'ulsan', limit: 5 })).toMatchObject({ total: 1, hits: [{ record }] });
    expect((await calls.record.history({ record })).history).toHaveLength(2);
    expect(await calls.record.conflicts({})).toEqual({ conflicts: [] });
    expect(await calls.home.status()).toMatchObject({ member: 'KR', officers: [{ name: 'Kim Ji-won' }] });
    expect(await calls.space.show({ space })).toMatchObject({ space, title: 'Net', records: 1 });
  });

  test('errors keep their code, sentence and next step', async () => {
    const calls = createDeskCaller({ home });
    expect(await codeOf(calls.record.show({ record: NOT_HELD }))).toBe('record-unknown');
    const wrong = { officer: { passphrase: 'wrong' }, kind: 'case' as const, title: 'x', audience: [] };
    expect(await codeOf(calls.space.create(wrong))).toBe('passphrase-wrong');
    const joint = {
      officer,
      record: (await makeRecord(calls)).record,
      joint: true,
      set: [{ field: 'place', text: 'x' }],
    };
    expect(await codeOf(calls.record.edit(joint))).toBe('no-joint-section');
  });
});

describe('the local socket', () => {
  test('carries the same calls, with their errors and their progress', async () => {
    const socket = await openLocalSocket(home);
    try {
      expect(statSync(socket.path).mode & 0o777).toBe(0o600);
      writeRunningNode(home.folder, { pid: process.pid, socket: socket.path });
      const passphrase = () => Promise.reject(new Error('a running node needs no passphrase'));
      const { clock, random } = homes;
      const session = await openDeskSession({ folder: home.folder, passphrase, clock, random });
      expect(session.remote).toBe(true);
      const { record } = await makeRecord(session.calls);
      expect(await session.calls.record.show({ record })).toMatchObject({ sections: { KR: { place: ['Busan'] } } });
      const failed = await session.calls.record.show({ record: NOT_HELD }).catch(liaisonErrorOf);
      expect(failed).toMatchObject({ code: 'record-unknown', next: expect.stringContaining('liaison search') });
      expect(await codeOf(session.calls.record.search({ query: '', limit: 5 }))).toBe('input-invalid');
      const steps: unknown[] = [];
      for await (const step of await session.calls.work.verify({ rebuild: false })) steps.push(step);
      expect(steps.at(-1)).toMatchObject({ type: 'result', result: { ok: true } });
      await session.close();
    } finally {
      await socket.close();
    }
    expect(await isListening(socket.path)).toBe(false);
  });

  test('a defect of the node is told to the node, and is no silence', async () => {
    const defects: unknown[] = [];
    const { clock, random } = homes;
    const broken = new Proxy(home, {
      get: (target, name) => {
        if (name === 'officers') throw new TypeError('broken');
        return Reflect.get(target, name);
      },
    });
    const socket = await openLocalSocket(broken, { onDefect: (error) => void defects.push(error) });
    try {
      writeRunningNode(home.folder, { pid: process.pid, socket: socket.path });
      const passphrase = () => Promise.reject(new Error('a running node needs no passphrase'));
      const { calls } = await openDeskSession({ folder: home.folder, passphrase, clock, random });
      expect(await codeOf(calls.home.status())).toBeInstanceOf(TRPCClientError);
      expect(defects).toEqual([expect.objectContaining({ message: 'broken' })]);
      expect(await codeOf(calls.record.show({ record: 'x' }))).toBe('record-unknown');
      expect(defects).toHaveLength(1);
    } finally {
      await socket.close();
    }
  });

  test('takes nothing from a browser and nothing but JSON by POST', async () => {
    const socket = await openLocalSocket(home);
    const ask = (method: string, headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const call = request({ socketPath: socket.path, path: '/home.status', method, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        call.on('error', reject);
        call.end(method === 'POST' ? '{}' : undefined);
      });
    const type = 'application/json';
    expect(await ask('GET', {})).toBe(400);
    expect(await ask('POST', { 'content-type': 'text/plain' })).toBe(400);
    expect(await ask('POST', { 'content-type': type, origin: 'https://example.org' })).toBe(400);
    expect(await ask('POST', { 'content-type': type })).toBe(200);
    await socket.close();
  });

  test('a home with a long path listens in a folder that only this user can enter', async () => {
    const long = mkdtempSync(join(tmpdir(), `liaison-${'x'.repeat(90)}-`));
    const elsewhere = { ...home, folder: long } as OpenHome;
    const socket = await openLocalSocket(elsewhere);
    const folder = join(socket.path, '..');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    await socket.close();
    chmodSync(folder, 0o777);
    await expect(openLocalSocket(elsewhere)).rejects.toMatchObject({ code: 'socket-folder-unsafe' });
    rmSync(folder, { recursive: true });
    const target = join(long, 'target');
    mkdirSync(target, { mode: 0o700 });
    symlinkSync(target, folder);
    await expect(openLocalSocket(elsewhere)).rejects.toMatchObject({ code: 'socket-folder-unsafe' });
    rmSync(folder);
    rmSync(long, { recursive: true });
  });

  test('a socket file that a killed node left behind is no listener', async () => {
    expect(await isListening(join(homes.folder, 'nothing.sock'))).toBe(false);
  });
});

describe('a folder that is no home', () => {
  test('is refused before anybody is asked for a passphrase', async () => {
    const { clock, random } = homes;
    const passphrase = () => Promise.reject(new Error('asked for nothing'));
    const session = openDeskSession({ folder: join(homes.folder, 'nowhere'), passphrase, clock, random });
    await expect(session).rejects.toMatchObject({ code: 'home-missing' });
  });
});

describe('what a call threw', () => {
  const expected = new LiaisonError('record-unknown', 'This home holds no record x.', 'Sync first.');

  test('is the expected failure, wherever it came from', () => {
    const remote = (data: unknown) =>
      liaisonErrorOf(Object.assign(new TRPCClientError('m'), { data, shape: undefined }));
    expect(liaisonErrorOf(expected)).toBe(expected);
    expect(liaisonErrorOf(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: expected }))).toBe(expected);
    expect(liaisonErrorOf(new TRPCError({ code: 'BAD_REQUEST', message: 'm' }))?.code).toBe('input-invalid');
    expect(remote({ liaison: expected.toJSON() })?.toJSON()).toEqual(expected.toJSON());
    expect(remote({ code: 'BAD_REQUEST' })?.code).toBe('input-invalid');
    expect(remote(undefined)?.code).toBe('node-unreachable');
    expect(remote({ code: 'INTERNAL_SERVER_ERROR', liaison: null })).toBeUndefined();
  });

  test('is nothing expected when it is a defect', () => {
    expect(liaisonErrorOf(new TypeError('x'))).toBeUndefined();
    expect(liaisonErrorOf(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: new TypeError('x') }))).toBeUndefined();
    expect(liaisonErrorOf('x')).toBeUndefined();
  });
});
