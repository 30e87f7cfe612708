import { parseArgs } from 'node:util';
import { describeDesk, describeReport } from './print-report.js';
import { BENCH_PARTS, type BenchPart, runBench } from './run-bench.js';

const HELP = `npm run bench -- [OPTIONS]

Measures on this machine, in multiples of a floor measured in the same run: signed rows over HTTPS into the same
encrypted SQLite. It needs no network, leaves nothing behind, and fails only where something does not work.

  --records N             records of 1 KB that are imported, exchanged and searched (default 10000, at least 100)
  --only PARTS            some of: ${BENCH_PARTS.join(', ')}, separated by commas; or desk
                            exchange  import, records saved one by one, first sync, nothing new, changes, verify
                            search    search and the pages of the desk, in a home that is indexed
                            busy      what officers and a peer wait for while a register comes in
                            spaces    nothing new between homes that hold many spaces
                            desk      by itself: what the desk asks, and its pages in a real browser
  --spaces N              spaces of the last part (default 100)
  --entries-per-space N   entries in each of them (default 10)
  --json                  the report as JSON
  --help                  this

  npm run bench -- --only search --records 100000
  npm run bench -- --only spaces --spaces 1000 --entries-per-space 100     (takes minutes)
`;

const OPTIONS = {
  help: { type: 'boolean' },
  json: { type: 'boolean' },
  records: { type: 'string', default: '10000' },
  only: { type: 'string', default: BENCH_PARTS.join() },
  spaces: { type: 'string', default: '100' },
  'entries-per-space': { type: 'string', default: '10' },
} as const;

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${option} takes a whole number from ${least} on`);
}

function partsOf(text: string): Set<BenchPart> {
  const parts = text.split(',').map((part) => part.trim());
  const unknown = parts.find((part) => !(BENCH_PARTS as readonly string[]).includes(part));
  if (unknown !== undefined)
    throw new Error(`--only takes some of ${BENCH_PARTS.join(', ')}, or desk alone, not ${unknown}`);
  return new Set(parts as BenchPart[]);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  const records = wholeNumber('records', values.records, 100);
  const onStep = (what: string) => process.stderr.write(`· ${what}\n`);
  if (values.only === 'desk') {
    const { runDeskBench } = await import('./run-desk-bench.js'); // it starts a browser as soon as it is loaded
    const desk = await runDeskBench({ records, onStep });
    process.stdout.write(`${values.json === true ? JSON.stringify(desk) : describeDesk(desk)}\n`);
    return;
  }
  const report = await runBench({
    records,
    parts: partsOf(values.only),
    manySpaces: {
      spaces: wholeNumber('spaces', values.spaces, 1),
      entriesPerSpace: wholeNumber('entries-per-space', values['entries-per-space'], 1),
    },
    onStep,
  });
  process.stdout.write(`${values.json === true ? JSON.stringify(report) : describeReport(report)}\n`);
}

await main();
