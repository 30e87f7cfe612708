import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import { deskSeat } from '../support/desk-seat.js';

/** What a page of another site tries while the officer is signed in, in the same browser. */
const ATTEMPTS: Readonly<Record<string, (address: string) => Promise<string>>> = {
  'a plain post': (address) =>
    attempt(fetch(`${address}/trpc/session.signOut`, { method: 'POST', mode: 'no-cors', body: '{}' })),
  'a post as JSON': (address) => {
    const headers = { 'content-type': 'application/json' };
    return attempt(
      fetch(`${address}/trpc/session.signOut`, { method: 'POST', credentials: 'include', headers, body: '{}' }),
    );
  },
  'a question': (address) => attempt(fetch(`${address}/trpc/session.current`, { credentials: 'include' })),
};

/** Runs in the page: what came of it, as the other site can tell. */
async function attempt(call: Promise<Response>): Promise<string> {
  try {
    const answer = await call;
    return answer.type === 'opaque' ? 'nothing to read' : `read ${answer.status}`;
  } catch {
    return 'refused';
  }
}

describe.runIf(testBrowser)('a page of another site in the same browser', () => {
  const seat = deskSeat(['KR']);
  let other: Server;
  let elsewhere = '';
  beforeAll(async () => {
    other = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<title>elsewhere</title>'),
    );
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    // Another name of this machine is another site; another port alone is the same site and another origin.
    elsewhere = `http://localhost:${(other.address() as AddressInfo).port}/`;
  });
  afterAll(() => other.close());

  it.each(Object.keys(ATTEMPTS))('%s changes and reads nothing', async (name) => {
    const window = await seat().enter();
    const foreign = await window.beside(elsewhere);
    const answered: number[] = [];
    foreign.on('response', (response) => {
      if (response.url().includes('/trpc/')) answered.push(response.status());
    });
    const call = `(${ATTEMPTS[name]?.toString()})(${JSON.stringify(seat().address)})`;
    const script = `(() => { ${attempt.toString()}; return ${call}; })()`;
    expect(await foreign.evaluate(script)).not.toMatch(/^read/);
    expect(answered.filter((status) => status !== 403)).toEqual([]);

    await window.goTo('/peers');
    expect(new URL(window.page.url()).pathname).toBe('/peers');
    await window.close();
  });

  it('cannot show the desk in a frame', async () => {
    const window = await seat().enter();
    const foreign = await window.beside(elsewhere);
    await foreign.setContent(`<iframe src="${seat().address}/"></iframe>`);
    await foreign.waitForLoadState('networkidle');
    expect(await foreign.frames()[1]?.locator('#desk').count()).toBe(0);
    await window.close();
  });
});
