import { cpus, totalmem } from 'node:os';
import type { OpenHome } from '@liaison/node';
import { BenchFederation } from './bench-federation.js';
import type { Child } from './child-process.js';
import { type Busy, measureBusy } from './measure-busy.js';
import { type DeskTiming, measureDesk } from './measure-desk.js';
import { type Floor, measureFloor } from './measure-floor.js';
import { type ManySpaces, type ManySpacesOptions, measureManySpaces } from './measure-many-spaces.js';
import { measureSearch, measureUpkeep, type SearchTiming, type Upkeep } from './measure-reading.js';
import { type Changes, type Synced, syncChanges, syncNothingNew, syncOnce } from './measure-sync.js';
import { importCustomsFile, importSample, type Written, writeOneByOne } from './measure-writing.js';
import { type SampleRecord, sampleRecords } from './sample-rows.js';
import type { ServingHome } from './serving-home.js';

export interface BenchOptions {
  readonly records: number;
  /** 1,000 of 100 entries are what the aim is about; making them takes minutes. */
  readonly manySpaces: ManySpacesOptions;
  readonly onStep: (what: string) => void;
}

export interface BenchReport {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGiB: number };
  readonly node: string;
  readonly at: string;
  readonly records: number;
  readonly floor: Floor;
  readonly writing: { readonly customs: Written; readonly bulk: Written; readonly single: Written };
  /** Cold: the first session of this process; warm: the same again by another member. */
  readonly firstSync: { readonly bulkCold: Synced; readonly bulkWarm: Synced; readonly single: Synced };
  readonly nothingNew: Synced;
  readonly changes: Changes;
  readonly search: readonly SearchTiming[];
  readonly desk: readonly DeskTiming[];
  readonly upkeep: Upkeep;
  readonly busy: Busy;
  readonly manySpaces: ManySpaces;
}

const FLOOR_RUNS = 3;
const IDLE_SYNCS = 10;
const CHANGES = 100;

/** Measures everything once on this machine; it takes a minute or two and leaves nothing behind. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const federation = new BenchFederation();
  try {
    await federation.create();
    const samples = sampleRecords(options.records);
    const writing = await federation.withHome('KR', (home) => write(federation, home, samples, options));
    const received = await federation.withNode('KR', (node) => receive(federation, node, options));
    options.onStep('questions while a register comes in');
    const busy = await measureBusy(federation);
    const { spaces, entriesPerSpace } = options.manySpaces;
    options.onStep(`nothing new in ${spaces} spaces of ${entriesPerSpace} entries`);
    const manySpaces = await measureManySpaces(options.manySpaces);
    const [cpu] = cpus();
    return {
      machine: { cpu: cpu?.model ?? 'unknown', cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30) },
      node: process.version,
      at: new Date().toISOString(),
      records: options.records,
      ...writing,
      ...received,
      busy,
      manySpaces,
    };
  } finally {
    federation.remove();
  }
}

async function write(
  federation: BenchFederation,
  home: OpenHome,
  samples: readonly SampleRecord[],
  { onStep }: BenchOptions,
): Promise<Pick<BenchReport, 'floor' | 'writing'>> {
  const author = await federation.officerOf(home);
  onStep('the floor: signed rows over HTTPS into the same SQLite');
  const floor = await measureFloor(samples, { folder: federation.folder, tls: home.tls, runs: FLOOR_RUNS });
  onStep('import');
  const customs = await importCustomsFile(home, author);
  const bulk = await importSample(home, author, samples, ['TH', 'VN', 'KH']);
  onStep('records written one by one');
  const single = await writeOneByOne(home, author, samples, ['MY']);
  return { floor, writing: { customs, bulk, single } };
}

async function receive(
  federation: BenchFederation,
  node: Child<ServingHome>,
  { onStep }: BenchOptions,
): Promise<Pick<BenchReport, 'firstSync' | 'nothingNew' | 'changes' | 'search' | 'desk' | 'upkeep'>> {
  onStep('first sync');
  const bulkCold = await federation.withHome('VN', syncOnce);
  const single = await federation.withHome('MY', syncOnce);
  return federation.withHome('TH', async (home) => {
    const bulkWarm = await syncOnce(home);
    onStep('nothing new, changes, search, verify');
    const nothingNew = await syncNothingNew(home, IDLE_SYNCS);
    const search = measureSearch(home);
    const desk = measureDesk(home);
    const changes = await syncChanges(home, node, someRecords(home));
    const upkeep = await measureUpkeep(home);
    return { firstSync: { bulkCold, bulkWarm, single }, nothingNew, changes, search, desk, upkeep };
  });
}

/** Records from all over the register. */
function someRecords(home: OpenHome): string[] {
  const { spaces, sections } = home.replica.context.store;
  const seizures = spaces
    .all()
    .flatMap((space) => [...sections.speakingSections(space.row)])
    .filter((section) => section.kind === 'seizure');
  const step = Math.max(1, Math.floor(seizures.length / CHANGES));
  return seizures
    .filter((_section, index) => index % step === 0)
    .slice(0, CHANGES)
    .map(({ recordId }) => recordId);
}
