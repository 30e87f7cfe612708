import { parseArgs } from 'node:util';
import { runHistory } from './run-history.js';

/** `npm run simulate:stopped -- --histories 2000 [--from 1]`. Ends with 1 at the first history that breaks a promise. */
async function run(): Promise<number> {
  const { values } = parseArgs({
    options: { histories: { type: 'string', default: '200' }, from: { type: 'string', default: '1' } },
  });
  const all = Number(values.histories);
  const started = performance.now();
  const sums = { edits: 0, stopped: 0, forked: 0, offered: 0 };
  for (let done = 1; done <= all; done++) {
    const seed = String(Number(values.from) + done - 1);
    const outcome = await runHistory(seed);
    if ('failure' in outcome) {
      console.log(`history ${seed}: ${outcome.failure.message}\n${outcome.trace.join('\n')}`);
      return 1;
    }
    const { edits, stopped, forked, offered } = outcome.figures;
    sums.edits += edits;
    sums.stopped += stopped;
    sums.forked += forked ? 1 : 0;
    sums.offered += offered;
    if (done % 100 === 0 || done === all) report(done, sums, performance.now() - started);
  }
  return 0;
}

function report(done: number, sums: Readonly<Record<string, number>>, millis: number): void {
  const { edits, stopped, forked, offered } = sums;
  console.log(
    `${done} histories, ${Math.round(millis / done)} ms each: ${edits} edits, ${stopped} stopped, ${forked} histories forked, ${offered} honest edits offered again`,
  );
}

process.exitCode = await run();
