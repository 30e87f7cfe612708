import { parseArgs } from 'node:util';
import { describeReport } from './print-report.js';
import { runBench } from './run-bench.js';

const RECORDS = 10_000;

/** `npm run bench -- [--records N] [--json]`: measures and prints, and fails only when something does not work. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, records: { type: 'string' } } });
  const records = Number(values.records ?? RECORDS);
  if (!Number.isInteger(records) || records < 100) throw new Error('--records takes a whole number from 100 on');
  const report = await runBench({ records, onStep: (what) => process.stderr.write(`· ${what}\n`) });
  process.stdout.write(`${values.json === true ? JSON.stringify(report) : describeReport(report)}\n`);
}

await main();
