import { afterAll, beforeAll } from 'vitest';
import { testBrowser } from './browser.js';
import { DeskWindow, type WindowLook } from './desk-window.js';
import { federation, type TestFederation } from './federation.js';
import type { TestHome } from './test-home.js';

interface SignIn {
  readonly officer: string;
  readonly passphrase: string;
}

/** A federation whose first member serves its desk, for one file of tests in a browser. */
export interface DeskSeat {
  readonly federation: TestFederation;
  readonly home: TestHome;
  /** Where the desk is, without a slash at the end. */
  readonly address: string;
  /** Kills the node as `kill -9` does, and starts it at the same address. */
  restart(): Promise<void>;
  /** A new browser window at the sign-in page. */
  open(look?: WindowLook): Promise<DeskWindow>;
  /** A new browser window with the officer signed in; another one than the only one by name and passphrase. */
  enter(look?: WindowLook & Partial<SignIn>): Promise<DeskWindow>;
}

/**
 * Makes the seat before the tests of a file and clears it after them: call it inside `describe.runIf(testBrowser)`. `prepare` puts
 * something into the homes while no node runs. `inTouch`: its node calls the others by itself, as `liaison serve` does.
 */
export function deskSeat(
  members: readonly string[],
  prepare?: (made: TestFederation) => Promise<void>,
  { inTouch = false }: { readonly inTouch?: boolean } = {},
): () => DeskSeat {
  let seat: DeskSeat | undefined;
  beforeAll(async () => {
    const made = await federation(members);
    await prepare?.(made);
    const home = made.of(members[0] ?? '');
    const node = inTouch ? home.serveInTouch() : home.serve();
    const address = ((await node).desk ?? '').replace(/\/$/, '');
    const open = async (look: WindowLook = {}) => {
      if (testBrowser === undefined) throw new Error('there is no browser on this machine');
      return DeskWindow.open(testBrowser, address, look);
    };
    const enter = async ({ officer, passphrase, ...look }: WindowLook & Partial<SignIn> = {}) => {
      const window = await open(look);
      await window.signIn(passphrase ?? home.passphrase, officer);
      return window;
    };
    const restart = async () => {
      await home.kill9();
      await home.serve();
    };
    seat = { federation: made, home, address, restart, open, enter };
  });
  afterAll(() => testBrowser?.close());
  return () => {
    if (seat === undefined) throw new Error('the seat is made before the tests');
    return seat;
  };
}
