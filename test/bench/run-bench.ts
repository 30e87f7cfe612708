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

/** What can be measured by itself; what a part needs is made for it. */
export const BENCH_PARTS = ['exchange', 'search', 'busy', 'spaces'] as const;
export type BenchPart = (typeof BENCH_PARTS)[number];

export interface BenchOptions {
  readonly records: number;
  readonly parts: ReadonlySet<BenchPart>;
  /** 1,000 of 100 entries are what the aim is about; making them takes minutes. */
  readonly manySpaces: ManySpacesOptions;
  readonly onStep: (what: string) => void;
}

export interface Exchanged {
  readonly writing: { readonly customs: Written; readonly bulk: Written; readonly single: Written };
  /** Cold: the first session of this process; warm: the same again by another member. */
  readonly firstSync: { readonly bulkCold: Synced; readonly bulkWarm: Synced; readonly single: Synced };
  readonly nothingNew: Synced;
  readonly changes: Changes;
  readonly upkeep: Upkeep;
}

/** A part that was not asked for is left out. */
export interface BenchReport {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGiB: number };
  readonly node: string;
  readonly at: string;
  readonly records: number;
  readonly floor: Floor;
  readonly exchange?: Exchanged;
  readonly reading?: Reading;
  readonly busy?: Busy;
  readonly manySpaces?: ManySpaces;
}

export interface Reading {
  readonly search: readonly SearchTiming[];
  readonly desk: readonly DeskTiming[];
}

const FLOOR_RUNS = 3;
/** More of them say nothing new about one. */
const FLOOR_RECORDS_MAX = 10_000;
const IDLE_SYNCS = 10;
const CHANGES = 100;

/** Measures the parts that were asked for on this machine, once, and leaves nothing behind. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const { parts, onStep } = options;
  const federation = new BenchFederation();
  try {
    await federation.create();
    const samples = sampleRecords(options.records);
    const floor = await federation.withHome('KR', (home) => floorOf(federation, home, samples, onStep));
    const exchange = parts.has('exchange') ? await measureExchange(federation, samples, onStep) : undefined;
    if (exchange === undefined && (parts.has('search') || parts.has('busy'))) {
      onStep('import');
      await federation.withHome('KR', (home) => importForOthers(federation, home, samples));
    }
    const reader = exchange === undefined ? 'KR' : 'TH';
    const reading = parts.has('search') ? await federation.withHome(reader, (home) => read(home, onStep)) : undefined;
    if (parts.has('busy')) onStep('questions while a register comes in');
    const busy = parts.has('busy') ? await measureBusy(federation) : undefined;
    const { spaces, entriesPerSpace } = options.manySpaces;
    if (parts.has('spaces')) onStep(`nothing new in ${spaces} spaces of ${entriesPerSpace} entries`);
    const manySpaces = parts.has('spaces') ? await measureManySpaces(options.manySpaces) : undefined;
    return { ...thisMachine(), records: options.records, floor, ...given({ exchange, reading, busy, manySpaces }) };
  } finally {
    federation.remove();
  }
}

function thisMachine() {
  const [cpu] = cpus();
  return {
    machine: { cpu: cpu?.model ?? 'unknown', cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30) },
    node: process.version,
    at: new Date().toISOString(),
  };
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

const given = <T extends object>(parts: T): Given<T> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Given<T>;

function floorOf(
  federation: BenchFederation,
  home: OpenHome,
  samples: readonly SampleRecord[],
  onStep: BenchOptions['onStep'],
): Promise<Floor> {
  onStep('the floor: signed rows over HTTPS into the same SQLite');
  const rows = samples.slice(0, FLOOR_RECORDS_MAX);
  return measureFloor(rows, { folder: federation.folder, tls: home.tls, runs: FLOOR_RUNS });
}

async function importForOthers(federation: BenchFederation, home: OpenHome, samples: readonly SampleRecord[]) {
  return importSample(home, await federation.officerOf(home), samples, ['TH', 'VN', 'KH']);
}

/** In a home whose search has looked at everything, which it has once a home was closed. */
async function read(home: OpenHome, onStep: BenchOptions['onStep']): Promise<Reading> {
  onStep('search and what the desk asks');
  return { search: measureSearch(home), desk: measureDesk(home) };
}

async function measureExchange(
  federation: BenchFederation,
  samples: readonly SampleRecord[],
  onStep: BenchOptions['onStep'],
): Promise<Exchanged> {
  const writing = await federation.withHome('KR', (home) => write(federation, home, samples, onStep));
  const received = await federation.withNode('KR', (node) => receive(federation, node, onStep));
  return { writing, ...received };
}

async function write(
  federation: BenchFederation,
  home: OpenHome,
  samples: readonly SampleRecord[],
  onStep: BenchOptions['onStep'],
): Promise<Exchanged['writing']> {
  const author = await federation.officerOf(home);
  onStep('import');
  const customs = await importCustomsFile(home, author);
  const bulk = await importForOthers(federation, home, samples);
  onStep('records written one by one');
  const single = await writeOneByOne(home, author, samples, ['MY']);
  return { customs, bulk, single };
}

async function receive(
  federation: BenchFederation,
  node: Child<ServingHome>,
  onStep: BenchOptions['onStep'],
): Promise<Omit<Exchanged, 'writing'>> {
  onStep('first sync');
  const bulkCold = await federation.withHome('VN', syncOnce);
  const single = await federation.withHome('MY', syncOnce);
  return federation.withHome('TH', async (home) => {
    const bulkWarm = await syncOnce(home);
    onStep('nothing new, changes, verify');
    const nothingNew = await syncNothingNew(home, IDLE_SYNCS);
    const changes = await syncChanges(home, node, someRecords(home));
    const upkeep = await measureUpkeep(home);
    return { firstSync: { bulkCold, bulkWarm, single }, nothingNew, changes, upkeep };
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
