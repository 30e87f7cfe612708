import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rejectedCode, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import type { OpenHome } from '../home/open-home.js';
import { TestBrowser } from '../testing/test-browser.js';
import { openDesk } from './open-desk.js';

const homes = new TemporaryHomes('open-desk');
const defects: unknown[] = [];
let home: OpenHome;
let warnings: string[] = [];

const told = {
  onDefect: (error: unknown) => void defects.push(error),
  onWarning: (text: string) => void warnings.push(text),
};

beforeAll(async () => {
  await homes.init('kr');
  home = await homes.open('kr');
});
afterAll(() => homes.remove());

const taken = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

describe('WEB-1 where the desk is', () => {
  test('on loopback, at the same address after every start', async () => {
    warnings = [];
    const first = await openDesk(home, {}, told);
    expect(first.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    await first.close();
    homes.close(home);
    home = await homes.open('kr');
    const again = await openDesk(home, {}, told);
    expect(again.address).toBe(first.address);
    await again.close();
    expect(warnings).toEqual([]);
  });

  test('elsewhere on this machine, and says so, where another program has the port', async () => {
    const port = home.settings.desk?.port as number;
    const other = await taken(port);
    warnings = [];
    const desk = await openDesk(home, {}, told);
    expect(desk.address).not.toContain(`:${port}/`);
    expect(warnings).toEqual([expect.stringContaining(`port ${port}`)]);
    expect(home.settings.desk?.port).toBe(port);
    await desk.close();
    const listen = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    expect(await rejectedCode(openDesk(home, { listen }, told))).toBe('address-not-available');
    other.close();
  });

  test('never beyond this machine without the origin of a proxy that does TLS', async () => {
    expect(await rejectedCode(openDesk(home, { listen: '0.0.0.0:0' }, told))).toBe('desk-origin-missing');
    for (const origin of [
      'http://desk.example',
      'desk.example',
      'https://desk.example/path',
      'https://u@desk.example',
    ]) {
      expect([origin, await rejectedCode(openDesk(home, { origin }, told))]).toEqual([origin, 'desk-origin-malformed']);
    }
    for (const listen of ['127.0.0.1', '127.0.0.1:99999', 'http://127.0.0.1:1', '127.0.0.1:1/x']) {
      expect([listen, await rejectedCode(openDesk(home, { listen }, told))]).toEqual([listen, 'address-malformed']);
    }
    warnings = [];
    const desk = await openDesk(home, { listen: '0.0.0.0:0', origin: 'https://desk.example' }, told);
    expect(desk.address).toBe('https://desk.example/');
    expect(warnings).toEqual([expect.stringContaining('in the clear')]);
    await desk.close();
  });

  test('says plainly where the application is not built', async () => {
    expect(await rejectedCode(openDesk(home, { folder: homes.path('nowhere') }, told))).toBe('desk-not-built');
    const desk = await openDesk(home, {}, told);
    const browser = new TestBrowser(Number(new URL(desk.address).port));
    expect((await browser.raw('GET', '/', {})).status).toBe(503);
    await desk.close();
    expect(defects).toEqual([]);
  });
});
