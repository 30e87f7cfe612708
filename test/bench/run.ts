import { parseArgs } from 'node:util';
import { describeDesk, describeReport } from './print-report.js';
import { runBench } from './run-bench.js';
import { runDeskBench } from './run-desk-bench.js';

const RECORDS = 10_000;
const SPACES_OPTIONS = {
  spaces: { type: 'string', default: '100' },
  'entries-per-space': { type: 'string', default: '10' },
} as const;

/** `npm run bench -- [--records N] [--spaces N --entries-per-space N] [--only desk] [--json]`: measures and prints, and fails only when something does not work. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, records: { type: 'string' }, only: { type: 'string' }, ...SPACES_OPTIONS },
  });
  const records = Number(values.records ?? RECORDS);
  if (!Number.isInteger(records) || records < 100) throw new Error('--records takes a whole number from 100 on');
  const manySpaces = { spaces: Number(values.spaces), entriesPerSpace: Number(values['entries-per-space']) };
  if (!Object.values(manySpaces).every((value) => Number.isInteger(value) && value > 0))
    throw new Error('--spaces and --entries-per-space take whole numbers from 1 on');
  const onStep = (what: string) => process.stderr.write(`· ${what}\n`);
  if (values.only === 'desk') {
    const desk = await runDeskBench({ records, onStep });
    process.stdout.write(`${values.json === true ? JSON.stringify(desk) : describeDesk(desk)}\n`);
    return;
  }
  if (values.only !== undefined) throw new Error('--only takes desk');
  const report = await runBench({ records, manySpaces, onStep });
  process.stdout.write(`${values.json === true ? JSON.stringify(report) : describeReport(report)}\n`);
}

await main();
