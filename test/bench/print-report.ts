import type { Busy, Waiting } from './measure-busy.js';
import type { Floor } from './measure-floor.js';
import type { ManySpaces } from './measure-many-spaces.js';
import type { Synced } from './measure-sync.js';
import type { BenchReport, Exchanged, Reading } from './run-bench.js';
import type { DeskReport } from './run-desk-bench.js';

interface Line {
  readonly what: string;
  readonly records: number;
  readonly ms: number;
  readonly bytes?: number;
}

/** The report as tables of plain text; × is a multiple of the floor measured in the same run. */
export function describeReport(report: BenchReport): string {
  const { exchange, reading, busy, manySpaces, floor } = report;
  return [
    machineText(report),
    floorText(report),
    ...(exchange === undefined ? [] : [exchangeTable(exchange, floor), smallText(exchange)]),
    ...(reading === undefined ? [] : [searchTable(reading), deskTable(reading)]),
    ...(busy === undefined ? [] : [busyText(busy, floor)]),
    ...(manySpaces === undefined ? [] : [manySpacesText(manySpaces)]),
  ].join('\n\n');
}

const machineText = ({ machine, node, records, at }: BenchReport): string =>
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB; node ${node}; ${at}\n` +
  `${records} records of 1 KB in Korean, Thai, Vietnamese and Malay; encrypted files, synchronous=FULL, two processes over HTTPS`;

const floorText = ({ floor }: BenchReport): string =>
  `floor: ${fixed(floor.microsPerRecord)} µs and ${fixed(floor.bytesPerRecord, 0)} bytes per record ` +
  `(runs: ${floor.runsMs.map((ms) => fixed(ms, 0)).join(', ')} ms; signing a row beforehand: ${fixed(floor.signMicrosPerRecord)} µs)`;

function exchangeTable({ writing, firstSync }: Exchanged, floor: Floor): string {
  const { customs, bulk, single } = writing;
  const lines: Line[] = [
    { what: 'import, customs file', records: customs.rows, ms: customs.ms },
    { what: 'import, 1 KB rows', records: bulk.rows, ms: bulk.ms },
    { what: 'saved one by one', records: single.rows, ms: single.ms },
    { what: 'first sync, 500 per entry, cold', records: bulk.rows, ...moved(firstSync.bulkCold) },
    { what: 'first sync, 500 per entry, warm', records: bulk.rows, ...moved(firstSync.bulkWarm) },
    { what: 'first sync, one per entry', records: single.rows, ...moved(firstSync.single) },
  ];
  const cells = lines.map(({ what, records, ms, bytes }) => {
    const micros = (ms * 1_000) / records;
    const perRecord = bytes === undefined ? undefined : bytes / records;
    return [
      what,
      String(records),
      fixed(ms, 0),
      fixed((records * 1_000) / ms, 0),
      fixed(micros),
      `${fixed(micros / floor.microsPerRecord)}×`,
      perRecord === undefined ? '' : fixed(perRecord, 0),
      perRecord === undefined ? '' : `${fixed(perRecord / floor.bytesPerRecord, 3)}×`,
    ];
  });
  return table([['', 'records', 'ms', 'per s', 'µs each', 'floor', 'bytes each', 'floor'], ...cells]);
}

const moved = ({ ms, bytesSent, bytesReceived }: Synced) => ({ ms, bytes: bytesSent + bytesReceived });

function smallText({ nothingNew, changes, upkeep }: Exchanged): string {
  const sync = ({ ms, roundTrips, bytesSent, bytesReceived }: Synced) => [
    fixed(ms),
    String(roundTrips),
    String(bytesSent),
    String(bytesReceived),
  ];
  const title = `${changes.records} one-field changes`;
  return [
    table([
      ['', 'ms', 'round trips', 'bytes sent', 'bytes received'],
      ['sync with nothing new (median)', ...sync(nothingNew)],
      [`sync of ${title}`, ...sync(changes)],
    ]),
    `making ${title}: ${fixed(changes.editMs)} ms`,
    `status: ${fixed(upkeep.statusMs)} ms; verify of ${upkeep.entries} entries: ${fixed(upkeep.verifyMs, 0)} ms`,
  ].join('\n');
}

const searchTable = ({ search }: Reading): string =>
  table([
    ['search', 'characters', 'found', 'p50 ms', 'p95 ms'],
    ...search.map(({ query, characters, total, p50Ms, p95Ms }) => [
      query,
      String(characters),
      String(total),
      fixed(p50Ms, 2),
      fixed(p95Ms, 2),
    ]),
  ]);

const deskTable = ({ desk }: Pick<Reading, 'desk'>): string =>
  table([
    ['asked by the desk', 'p50 ms', 'p95 ms', 'cpu ms'],
    ...desk.map(({ what, p50Ms, p95Ms, cpuMs }) => [what, fixed(p50Ms), fixed(p95Ms), fixed(cpuMs)]),
  ]);

/** What `--only desk` has measured. */
export function describeDesk(report: DeskReport): string {
  const { records, desk, browser, load } = report;
  const title = `${records} records; load of the machine ${load.map((one) => fixed(one)).join(', ')} before and after`;
  if (browser === null)
    return [title, deskTable({ desk }), 'No browser on this machine: nothing more was measured.'].join('\n\n');
  const paints = browser.paints.map(({ page, paintMs, readMs }) => [page, fixed(paintMs, 0), fixed(readMs, 0)]);
  const idle = new Map(browser.idle.map((waiting) => [waiting.what, waiting]));
  const asked = browser.busy.map(({ what, count, p50Ms, p95Ms, maxMs }) => [
    ...[what, String(count), fixed(p50Ms), fixed(p95Ms), fixed(maxMs)],
    fixed(idle.get(what)?.p95Ms ?? Number.NaN),
  ]);
  return [
    title,
    deskTable({ desk }),
    table([['page in a browser', 'first paint ms', 'all read ms'], ...paints]),
    `asked by a browser over HTTP while more came in: ${browser.held} records are held after it`,
    table([['asked meanwhile', 'times', 'p50 ms', 'p95 ms', 'max ms', 'idle p95 ms'], ...asked]),
  ].join('\n\n');
}

function busyText(busy: Busy, floor: Floor): string {
  const floorMs = (busy.records * floor.microsPerRecord) / 1_000;
  const title = `${busy.records} records held after a register came in within ${fixed(busy.syncMs, 0)} ms (floor: ${fixed(floorMs, 0)} ms)`;
  const anew = `everything judged anew (verify --rebuild) within ${fixed(busy.anewMs, 0)} ms`;
  return `${title}\n${waitingText(busy.busy, busy)}\n${anew}\n${waitingText(busy.anew, busy)}`;
}

function waitingText(waits: readonly Waiting[], { idle }: Busy): string {
  const quiet = new Map(idle.map((waiting) => [waiting.what, fixed(waiting.p95Ms)]));
  const rows = waits.map(({ what, count, p50Ms, p95Ms, maxMs }) => {
    return [what, String(count), fixed(p50Ms), fixed(p95Ms), fixed(maxMs), quiet.get(what) ?? ''];
  });
  return table([['asked meanwhile', 'times', 'p50 ms', 'p95 ms', 'max ms', 'idle p95 ms'], ...rows]);
}

function manySpacesText({ spaces, entriesPerSpace, pairs }: ManySpaces): string {
  const title = `nothing new in ${spaces} spaces of ${entriesPerSpace} entries each, some of them at the laptop`;
  const rows = pairs.map(({ pair, calls, characters, ms }) => [pair, String(calls), String(characters), fixed(ms)]);
  return `${title}\n${table([['', 'calls', 'characters', 'median ms'], ...rows])}`;
}

const fixed = (value: number, digits = 1): string => value.toFixed(digits);

/** Columns of equal width, the first to the left and the rest to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const pad = (cell: string, column: number) => {
    const space = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
    return column === 0 ? cell + space : space + cell;
  };
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

/** Cells that a terminal gives to a text: Hangul takes two, marks of Thai and Vietnamese none. */
const widthOf = (text: string): number =>
  [...text.normalize('NFC')].reduce((sum, character) => {
    if (/\p{M}/u.test(character)) return sum;
    return sum + (/\p{Script=Hangul}/u.test(character) ? 2 : 1);
  }, 0);
