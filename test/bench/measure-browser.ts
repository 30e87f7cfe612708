/// <reference lib="dom" />
import { testBrowser } from '../support/browser.js';
import { DeskWindow } from '../support/desk-window.js';
import { type BenchFederation, PASSPHRASE } from './bench-federation.js';
import { askUntil, type Questions, takeRegister, type Waiting } from './measure-busy.js';
import { median } from './statistics.js';

export interface Paint {
  readonly page: string;
  /** From the address to the first picture of the page, and until everything on it has been read; medians. */
  readonly paintMs: number;
  readonly readMs: number;
}

export interface BrowserTiming {
  readonly paints: readonly Paint[];
  readonly idle: readonly Waiting[];
  /** The same questions while a register comes in. */
  readonly busy: readonly Waiting[];
  /** Records that the node holds after it. */
  readonly held: number;
}

const ROUNDS = 5;
const IDLE_ROUNDS = 10;

/** What each page asks for, as the browser itself asks it. */
const QUESTIONS: Readonly<Record<string, readonly [call: string, input: object]>> = {
  today: ['overview.today', {}],
  'records, last changed': ['record.list', {}],
  'records, unread': ['record.list', { filter: { unread: true } }],
  search: ['record.find', { query: '헤로인', limit: 50 }],
  'seizures by substance': ['seizure.figures', { by: ['substance'] }],
};

/** The pages of a member's desk in a real browser, one after the other and then beside a sync; null without a browser. */
export async function measureBrowser(federation: BenchFederation, member: string): Promise<BrowserTiming | null> {
  const browser = testBrowser;
  if (browser === undefined) return null;
  try {
    return await federation.withDesk(member, async (address) => {
      const window = await DeskWindow.open(browser, address);
      await window.signIn(PASSPHRASE);
      const paints = await measurePaints(window);
      const questions = questionsOf(window);
      const idle = await askUntil(questions, (rounds) => rounds >= IDLE_ROUNDS);
      let over = false;
      const taken = takeRegister(await federation.deskOf(member)).finally(() => {
        over = true;
      });
      const [held, busy] = await Promise.all([taken, askUntil(questions, () => over)]);
      return { paints, idle, busy, held };
    });
  } finally {
    await browser.close();
  }
}

async function measurePaints(window: DeskWindow): Promise<Paint[]> {
  await window.goTo('/records');
  const link = window.page.locator('a[href*="/records/"]').first();
  await link.waitFor();
  const record = new URL((await link.getAttribute('href')) ?? '', window.address).pathname;
  const pages = { today: '/', records: '/records', 'a record': record, seizures: '/seizures' };
  const paints: Paint[] = [];
  for (const [page, path] of Object.entries(pages)) {
    const rounds: { paint: number; read: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      await window.goTo(path);
      const read = performance.now() - started;
      const paint = await window.page.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      );
      rounds.push({ paint, read });
    }
    const of = (name: 'paint' | 'read') => median(rounds.map((round) => round[name]));
    paints.push({ page, paintMs: of('paint'), readMs: of('read') });
  }
  return paints;
}

const questionsOf = ({ page }: DeskWindow): Questions =>
  Object.fromEntries(
    Object.entries(QUESTIONS).map(([what, [call, input]]) => {
      const url = `/trpc/${call}?input=${encodeURIComponent(JSON.stringify(input))}`;
      return [what, () => page.evaluate(askFor, url)] as const;
    }),
  );

/** Runs in the page. */
async function askFor(url: string): Promise<void> {
  const answer = await fetch(url);
  await answer.text();
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}`);
}
