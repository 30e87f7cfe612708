import {
  editRecord,
  type OpenHome,
  openHome,
  type ServingNode,
  serveHome,
  systemClock,
  systemRandom,
} from '@liaison/node';
import { answerParent } from './child-process.js';

interface Opened {
  readonly folder: string;
  readonly passphrase: string;
  /** The built application, where browsers are to find the desk. */
  readonly desk?: string;
}

/** A real node in a process of its own, with an officer who can be told to edit. */
const handlers = {
  async open({ folder, passphrase, desk }: Opened): Promise<{ address: string | null; desk: string | null }> {
    const home = await openHome({ folder, passphrase, clock: systemClock, random: systemRandom });
    const node = await serveHome(home, {
      alone: true,
      ...(desk === undefined ? {} : { desk: { folder: desk } }),
      onDefect: (error) => {
        throw error;
      },
    });
    open = { home, node, passphrase };
    return { address: node.address, desk: node.desk };
  },
  /** One-field edits, each an entry and a transaction of its own; says how long they took together. */
  async edit({ records, place }: { records: readonly string[]; place: string }): Promise<{ ms: number }> {
    const { home, passphrase } = opened();
    const author = await home.unlockOfficer(undefined, passphrase);
    const started = performance.now();
    for (const record of records)
      editRecord(home.replica, author, { record, change: { fields: { place } }, joint: false });
    return { ms: performance.now() - started };
  },
  async close(_nothing: null): Promise<null> {
    const { home, node } = opened();
    await node.close();
    home.close();
    return null;
  },
};

export type ServingHome = typeof handlers;

let open: { home: OpenHome; node: ServingNode; passphrase: string } | undefined;

function opened() {
  if (open === undefined) throw new Error('the home is not open');
  return open;
}

answerParent(handlers);
