import { afterAll, beforeAll } from 'vitest';
import { testBrowser } from './browser.js';
import { DeskWindow, type WindowLook } from './desk-window.js';
import { federation, type TestFederation } from './federation.js';
import type { TestHome } from './test-home.js';

/** A federation whose first member serves its desk, for one file of tests in a browser. */
export interface DeskSeat {
  readonly federation: TestFederation;
  readonly home: TestHome;
  /** Where the desk is, without a slash at the end. */
  readonly address: string;
  /** A new browser window at the sign-in page. */
  open(look?: WindowLook): Promise<DeskWindow>;
  /** A new browser window with the officer signed in. */
  enter(look?: WindowLook): Promise<DeskWindow>;
}

/**
 * Makes the seat before the tests of a file and clears it after them: call it inside `describe.runIf(testBrowser)`. `prepare` puts
 * something into the homes while no node runs.
 */
export function deskSeat(
  members: readonly string[],
  prepare?: (made: TestFederation) => Promise<void>,
): () => DeskSeat {
  let seat: DeskSeat | undefined;
  beforeAll(async () => {
    const made = await federation(members);
    await prepare?.(made);
    const home = made.of(members[0] ?? '');
    const address = ((await home.serve()).desk ?? '').replace(/\/$/, '');
    const open = async (look: WindowLook = {}) => {
      if (testBrowser === undefined) throw new Error('there is no browser on this machine');
      return DeskWindow.open(testBrowser, address, look);
    };
    const enter = async (look: WindowLook = {}) => {
      const window = await open(look);
      await window.signIn(home.passphrase);
      return window;
    };
    seat = { federation: made, home, address, open, enter };
  });
  afterAll(() => testBrowser?.close());
  return () => {
    if (seat === undefined) throw new Error('the seat is made before the tests');
    return seat;
  };
}
