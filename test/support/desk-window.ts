/// <reference lib="dom" />
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface WindowLook {
  readonly language?: 'en' | 'ko' | 'th' | 'vi' | 'ms';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
}

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const ARTEFACTS = fileURLToPath(new URL('../e2e/artefacts/', import.meta.url));
const HEIGHT = 800;

/** One officer's browser window on the desk of a real node. */
export class DeskWindow {
  /** What the browser itself complained about: refused by the policy, texts that are missing, errors of the page. */
  readonly complaints: string[] = [];

  private constructor(
    readonly address: string,
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {
    page.on('pageerror', (error) => this.complaints.push(`error of the page: ${error.message}`));
    page.on('console', (message) => {
      // An answer that is an expected failure is shown by the page; the browser reports its status besides.
      const isStatus = message.text().startsWith('Failed to load resource: the server responded with a status of 4');
      if (message.type() === 'error' && !isStatus) this.complaints.push(message.text());
    });
  }

  static async open(browser: Browser, address: string, look: WindowLook = {}): Promise<DeskWindow> {
    const { language = 'en', theme = 'light', width = 1280 } = look;
    const context = await browser.newContext({
      locale: language,
      colorScheme: theme,
      viewport: { width, height: HEIGHT },
      reducedMotion: 'reduce',
    });
    const window = new DeskWindow(address.replace(/\/$/, ''), await context.newPage(), context);
    await window.goTo('/');
    return window;
  }

  /** Signs in on the page of that name as the only officer, or the one named, and waits for the page behind it. */
  async signIn(passphrase: string, officer?: string): Promise<void> {
    if (officer !== undefined) {
      await this.page.locator('main form').waitFor();
      await this.page.getByRole('button', { name: /Officer$/ }).click();
      await this.page.getByRole('option', { name: officer }).click();
    }
    await this.page.locator('input[type=password]').fill(passphrase);
    await this.page.locator('button[type=submit]').click();
    await this.page.locator('main#page h1').waitFor();
  }

  /** Goes to an address of the desk and waits until the page has its title and no call is under way. */
  async goTo(path: string): Promise<void> {
    await this.page.goto(this.address + path);
    await this.page.locator('h1').first().waitFor();
    await this.settled();
  }

  /** Gives the window another width, and the page the time to be laid out for it. */
  async widen(width: number): Promise<void> {
    await this.page.setViewportSize({ width, height: HEIGHT });
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await this.settled();
  }

  /** Waits until what the page asked for has come; the line on which changes are told stays open. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(() => document.querySelector('[role=progressbar]') === null);
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
  }

  /** Keeps a picture for people to look at. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: `${ARTEFACTS}${name}.png` });
  }

  /** What axe finds against WCAG 2.2 AA; one line each. */
  async barriers(): Promise<string[]> {
    // The place from which React Aria has changes read out names elements that may be gone by now; nobody sees it.
    // Evaluated by the debugger, so that the page's policy stays as strict as it is for everybody.
    await this.page.evaluate(await sourceOf(AXE));
    const violations = (await this.page.evaluate(`axe.run({ exclude: '[data-live-announcer]' }, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }).then((found) => found.violations)`)) as AxeViolation[];
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html} ${failureSummary ?? ''}`),
    );
  }

  /** Words that do not fit where they stand, or stand outside the window. */
  clippedTexts(): Promise<string[]> {
    return this.page.evaluate(findClipped);
  }

  /** What went wrong, as the page itself says it. */
  failures(): Promise<string[]> {
    return this.page.getByRole('alert').allTextContents();
  }

  /** Another page in the same browser, with the same cookies. */
  async beside(url: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(url);
    return page;
  }

  /** Told of every request that any page of this browser makes from now on. */
  onRequest(listener: (url: string) => void): void {
    this.context.on('request', (request) => listener(request.url()));
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

async function sourceOf(file: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return `${await readFile(file, 'utf8')};undefined`;
}

/** Runs in the page. */
function findClipped(): string[] {
  const found: string[] = [];
  const hidesRest = (element: Element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    return [overflowX, overflowY].some((overflow) => overflow === 'hidden' || overflow === 'clip');
  };
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '');
    if (!text || element.closest('.unseen, option') !== null || !element.checkVisibility()) continue;
    const cut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    const about = `${element.tagName.toLowerCase()}: ${element.textContent?.trim().slice(0, 60)}`;
    if (cut && hidesRest(element)) found.push(`cut off, ${about}`);
    const { left, right } = element.getBoundingClientRect();
    const scrolls = element.closest('[data-scrolls]') !== null;
    if (!scrolls && (left < -1 || right > window.innerWidth + 1)) found.push(`outside the window, ${about}`);
  }
  return found;
}
