import { powerSchema } from '@liaison/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import type { OpenHome } from '../home/open-home.js';
import type { TestBrowser } from '../testing/test-browser.js';
import { TestDesk } from '../web/test-desk.fixture.js';
import { deskCalls } from './desk-calls.js';
import { liaisonErrorOf } from './desk-failure.js';
import { isPower } from './desk-needs.js';
import { roleOf } from './desk-role.js';
import { createDeskCaller } from './desk-router.js';

const homes = new TemporaryHomes('roles');
let viewing: OpenHome;
let desk: TestDesk;
let browser: TestBrowser;

beforeAll(async () => {
  await homes.init('kr');
  const kr = await homes.open('kr');
  viewing = await homes.enrol('viewing', kr, '*', { powers: [] });
  desk = await TestDesk.start(viewing);
  browser = desk.browser();
  await browser.signIn(viewing.officers[0]?.writer as string, PASSPHRASE);
});
afterAll(async () => {
  await desk.close();
  homes.remove();
});

/** From the router itself: a call that is added later is in here. */
const calls = deskCalls();
const mutations = calls.filter(({ type, path }) => type === 'mutation' && !path.startsWith('session.'));
/** What officers change that is theirs alone; whoever adds one names it here as well. */
const OWN = ['draft.drop', 'draft.put', 'overview.seen', 'peer.test', 'record.seen'];
const changes = mutations.filter(({ path }) => !OWN.includes(path));

describe('WEB-6 what a call needs', () => {
  test('every changing call declares a power, every other that its caller is an officer', () => {
    expect(changes.length).toBeGreaterThan(15);
    for (const { path, meta } of changes) expect([path, isPower(meta.needs)]).toEqual([path, true]);
    for (const { path, type, meta } of calls.filter((call) => !changes.includes(call))) {
      const expected = path.startsWith('session.') ? ['nothing'] : OWN.includes(path) ? ['own'] : ['read', 'pin'];
      expect([path, type, expected.includes(meta.needs)]).toEqual([path, type, true]);
    }
  });

  test.each(changes.map(({ path, meta }) => [path, meta] as const))(
    'a viewer in a browser may not call %s',
    async (path, meta) => {
      const refused = await browser.change(path, {});
      const code = meta.from === 'socket' ? 'desk-call-local' : 'power-missing';
      expect([path, refused.status, refused.code]).toEqual([path, 403, code]);
    },
  );

  test.each(changes.map(({ path }) => [path]))('a viewer named on the command line may not call %s', async (path) => {
    const [group, name] = path.split('.') as [string, string];
    const caller = createDeskCaller({ home: viewing }) as unknown as Record<
      string,
      Record<string, (input: unknown) => Promise<unknown>>
    >;
    const refused = await caller[group]?.[name]?.({ officer: { passphrase: PASSPHRASE } }).catch(liaisonErrorOf);
    expect(refused).toMatchObject({ code: 'power-missing', message: expect.stringContaining('is a viewer here') });
  });

  test('a viewer reads, and is offered nothing that changes', async () => {
    const current = (await browser.query('session.current')).data as { role: string; may: string[] };
    expect(current.role).toBe('viewer');
    expect(current.may.filter((path) => changes.some((change) => change.path === path))).toEqual([]);
    expect(await browser.query('home.status')).toMatchObject({ status: 200, data: { label: 'KR-laptop' } });
  });

  test('a role is read off the powers', () => {
    expect(roleOf([])).toBe('viewer');
    expect(roleOf(['write'])).toBe('investigator');
    expect(roleOf(['import', 'recall', 'space', 'write'])).toBe('investigator');
    expect(roleOf(['write', 'audience'])).toBe('liaison');
    expect(roleOf(['release'])).toBe('liaison');
    expect(roleOf(powerSchema.options)).toBe('administrator');
  });
});
