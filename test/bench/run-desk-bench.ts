import { loadavg } from 'node:os';
import { BenchFederation } from './bench-federation.js';
import { type BrowserTiming, measureBrowser } from './measure-browser.js';
import { type DeskTiming, measureDesk } from './measure-desk.js';
import { syncOnce } from './measure-sync.js';
import { importSample } from './measure-writing.js';
import { sampleRecords } from './sample-rows.js';

export interface DeskReport {
  readonly records: number;
  /** Of the machine before and after: figures of a busy one say little. */
  readonly load: readonly number[];
  readonly desk: readonly DeskTiming[];
  /** Null where there is no browser. */
  readonly browser: BrowserTiming | null;
}

export interface DeskBenchOptions {
  readonly records: number;
  readonly onStep: (what: string) => void;
}

/** As many come in while a browser asks. */
const MORE = 10_000;
const AUDIENCE = ['TH', 'VN', 'KH'];

/** What officers of TH wait for at a register of so many records that KR has shared: queries, pages in a real browser, both while more comes in. */
export async function runDeskBench({ records, onStep }: DeskBenchOptions): Promise<DeskReport> {
  const federation = new BenchFederation();
  const load = [loadavg()[0] ?? 0];
  try {
    await federation.create();
    onStep('import');
    const write = (count: number) =>
      federation.withHome('KR', async (home) => {
        await importSample(home, await federation.officerOf(home), sampleRecords(count), AUDIENCE);
      });
    await write(records);
    onStep('first sync');
    await federation.withNode('KR', () => federation.withHome('TH', syncOnce));
    onStep('what the desk asks');
    const desk = await federation.withHome('TH', async (home) => measureDesk(home));
    await write(Math.min(records, MORE));
    onStep('pages in a browser, and questions while more comes in');
    const browser = await federation.withNode('KR', () => measureBrowser(federation, 'TH'));
    return { records, load: [...load, loadavg()[0] ?? 0], desk, browser };
  } finally {
    federation.remove();
  }
}
