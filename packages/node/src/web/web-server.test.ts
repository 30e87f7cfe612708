import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import type { OpenHome } from '../home/open-home.js';
import { TestDesk } from './test-desk.fixture.js';

const homes = new TemporaryHomes('web');
let home: OpenHome;
let desk: TestDesk;

beforeAll(async () => {
  await homes.init('kr');
  home = await homes.open('kr');
  const folder = homes.path('web');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Liaison</title>');
  writeFileSync(join(folder, 'assets', 'main-Ab12Cd34.js'), 'export const x = 1;\n'.repeat(200));
  writeFileSync(join(folder, 'secret.pem'), 'not of the application');
  desk = await TestDesk.start(home, { folder, proxyOrigin: 'https://desk.example' });
});
afterAll(async () => {
  await desk.close();
  homes.remove();
});

const kim = () => home.officers[0]?.writer as string;

describe('WEB-2 WEB-3 the server', () => {
  test('refuses a cross-site form before any call runs', async () => {
    const browser = desk.browser();
    await browser.signIn(kim(), PASSPHRASE);
    const cookie = browser.cookie as string;
    const form = { cookie, 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'cross-site' };
    const sent = await browser.raw(
      'POST',
      '/trpc/session.signOut',
      { ...form, origin: 'https://evil.example' },
      '--x--',
    );
    expect([sent.status, sent.body.toString()]).toEqual([403, 'origin-refused\n']);
    expect(await browser.query('session.current')).toMatchObject({ status: 200 });
  });

  test('every answer has the headers that keep other sites out, refusals too', async () => {
    const browser = desk.browser();
    const answers = [
      await browser.raw('GET', '/', {}),
      await browser.raw('GET', '/trpc/session.officers', browser.sameOrigin),
      await browser.raw('GET', '/trpc/session.officers', {}),
      await browser.raw('GET', '/', { host: 'evil.example' }),
    ];
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['x-powered-by']).toBeUndefined();
    }
    expect(answers[1]?.headers['cache-control']).toBe('no-store');
  });

  test('gives the application out, compressed, for every address inside it, and nothing else of the disk', async () => {
    const browser = desk.browser();
    const page = await browser.raw('GET', '/record/KR-2026-1-1-1', {});
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const script = await browser.raw('GET', '/assets/main-Ab12Cd34.js?v=1', { 'accept-encoding': 'gzip, br' });
    expect(script.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': expect.stringContaining('immutable'),
    });
    expect(brotliDecompressSync(script.body).toString()).toContain('export const x');
    const again = { 'accept-encoding': 'br', 'if-none-match': script.headers.etag as string };
    expect((await browser.raw('GET', '/assets/main-Ab12Cd34.js', again)).status).toBe(304);
    for (const path of ['/secret.pem', '/../home.json', '/%2e%2e/home.json', '/assets/../../home.json', '/none.js']) {
      expect([path, (await browser.raw('GET', path, {})).status]).toEqual([path, 404]);
    }
  });

  test('a call that fails by a defect tells the browser nothing of it', async () => {
    const browser = desk.browser();
    const unknown = await browser.query('nothing.here');
    expect(unknown).toMatchObject({ status: 404, code: 'NOT_FOUND', error: undefined });
    expect(JSON.stringify(unknown)).not.toMatch(/node_modules|\.ts:|\.js:/);
    expect(desk.defects).toEqual([]);
  });
});

describe('WEB-4 sessions', () => {
  test('before sign-in only the choice of officers is shown', async () => {
    const browser = desk.browser();
    expect((await browser.query('session.officers')).data).toEqual({
      home: { member: 'KR', kind: 'desk', name: 'KR' },
      officers: [{ id: kim(), name: 'Kim Ji-won' }],
      namesShown: true,
    });
    for (const path of ['session.current', 'home.status', 'space.list']) {
      expect([path, await browser.query(path)]).toEqual([
        path,
        expect.objectContaining({ status: 401, code: 'not-signed-in' }),
      ]);
    }
    browser.cookie = 'liaison_session=stolen';
    expect((await browser.query('home.status')).code).toBe('not-signed-in');
  });

  test('an officer signs in, works without naming a key, and signs out', async () => {
    const browser = desk.browser();
    const signed = await browser.signIn(kim(), PASSPHRASE);
    expect(signed.data).toMatchObject({
      officer: { id: kim(), name: 'Kim Ji-won' },
      role: 'administrator',
      member: 'KR',
      idleMinutes: 15,
    });
    const { may } = signed.data as { may: string[] };
    expect(may).toContain('record.new');
    expect(may).not.toContain('work.import');
    const made = await browser.change('space.create', { kind: 'case', title: 'Net', audience: [] });
    expect(made).toMatchObject({ status: 200, data: { space: expect.any(String) } });
    await browser.mutate('session.signOut', {});
    expect(browser.cookie).toBeUndefined();
    expect((await browser.query('home.status')).code).toBe('not-signed-in');
  });

  test('the cookie is out of reach of scripts and other sites, and kept as a hash', async () => {
    const browser = desk.browser();
    const body = JSON.stringify({ officer: kim(), passphrase: PASSPHRASE });
    const headers = {
      'content-type': 'application/json',
      'content-length': String(body.length),
      ...browser.sameOrigin,
    };
    const set = (await browser.raw('POST', '/trpc/session.signIn', headers, body)).headers['set-cookie']?.[0] as string;
    expect(set).toMatch(/^liaison_session_[0-9a-f]{12}=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const proxied = { ...headers, host: 'desk.example', origin: 'https://desk.example' };
    expect((await browser.raw('POST', '/trpc/session.signIn', proxied, body)).headers['set-cookie']?.[0]).toMatch(
      /; Secure$/,
    );
  });

  test("no officer may be named in a call, and none of this machine's files", async () => {
    const browser = desk.browser();
    await browser.signIn(kim(), PASSPHRASE);
    const officer = { passphrase: PASSPHRASE };
    const named = await browser.change('space.create', { officer, kind: 'case', title: 'x', audience: [] });
    expect(named).toMatchObject({ status: 400, code: 'officer-given-twice' });
    expect(await browser.change('bundle.read', { file: '/etc/passwd' })).toMatchObject({
      status: 403,
      code: 'desk-call-local',
    });
  });

  test('without anything from the hand the key is dropped, and the passphrase brings it back', async () => {
    const [idle, busy] = [desk.browser(), desk.browser()];
    await idle.signIn(kim(), PASSPHRASE);
    await busy.signIn(kim(), PASSPHRASE);
    desk.nowMs += 14 * 60_000;
    expect((await idle.query('home.status')).status).toBe(200); // a page that refreshes itself is no hand
    expect((await idle.mutate('draft.put', { record: 'new:1', field: 'x', value: 1 })).status).toBe(200);
    await busy.mutate('session.extend', {});
    desk.nowMs += 2 * 60_000;
    expect(await idle.query('home.status')).toMatchObject({ status: 401, code: 'session-locked' });
    expect((await idle.change('space.create', { kind: 'case', title: 'x', audience: [] })).code).toBe('session-locked');
    expect((await busy.query('home.status')).status).toBe(200);
    expect((await idle.signIn(kim(), PASSPHRASE)).status).toBe(200);
    await idle.mutate('session.lock', {});
    expect((await idle.query('session.current')).code).toBe('session-locked');
  });
});

describe('WEB-5 wrong passphrases', () => {
  test('each makes the next attempt wait longer, whoever is meant', async () => {
    const browser = desk.browser();
    expect((await browser.signIn(kim(), 'wrong')).code).toBe('passphrase-wrong');
    expect(await browser.signIn(kim(), PASSPHRASE)).toMatchObject({ status: 429, code: 'sign-in-wait' });
    desk.nowMs += 1_001;
    expect((await browser.signIn(kim(), 'wrong again')).code).toBe('passphrase-wrong');
    desk.nowMs += 1_001;
    expect((await browser.signIn(kim(), PASSPHRASE)).error?.message).toContain('1 more seconds');
    desk.nowMs += 1_001;
    expect((await browser.signIn(kim(), PASSPHRASE)).status).toBe(200);
    expect((await browser.signIn('KR.nobody', PASSPHRASE)).code).toBe('passphrase-wrong');
    expect((await browser.signIn('KR.somebody', PASSPHRASE)).code).toBe('sign-in-wait');
  });
});
