import { liaisonErrorOf } from '@liaison/node';
import { ChildProcesses } from './demonstration/child-processes.js';
import { narrationTo } from './demonstration/narration.js';
import { DEMONSTRATION_HELP, readOptions } from './demonstration/options.js';
import { runDemonstration } from './demonstration/run-demonstration.js';
import { EXIT } from './exit-codes.js';

/** `npm start`: the whole story with real processes on this machine. See `--help`. */
async function main(args: readonly string[]): Promise<number> {
  const children = new ChildProcesses();
  const stop = new AbortController();
  process.on('exit', () => children.killAll());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => onSignal(stop, children));
  // whoever read the story has gone, as with `| head`: there is nobody to tell the rest
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => onSignal(stop, children));
  try {
    const options = readOptions(args, process.cwd());
    if (options.help) {
      process.stdout.write(`${DEMONSTRATION_HELP}\n`);
      return EXIT.ok;
    }
    const tell = narrationTo(options.json ? process.stderr : process.stdout);
    const summary = await runDemonstration(options, { tell, children, signal: stop.signal });
    if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
    return summary.converged && summary.refused > 0 ? EXIT.ok : EXIT.failed;
  } catch (error) {
    return report(error, args.includes('--json'));
  }
}

/** The first time stops in order, the second at once. */
function onSignal(stop: AbortController, children: ChildProcesses): void {
  if (stop.signal.aborted) {
    children.killAll();
    process.exit(EXIT.interrupted);
  }
  stop.abort();
  children.stopCommands();
}

function report(error: unknown, json: boolean): number {
  const expected = liaisonErrorOf(error);
  const { code, message, next } = expected?.toJSON() ?? {
    code: 'defect',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    next: 'Please report it.',
  };
  process.stderr.write(`\nerror (${code}): ${message}\n  → ${next}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, next } })}\n`);
  if (code === 'demonstration-interrupted') return EXIT.interrupted;
  return expected === undefined ? EXIT.defect : EXIT.failed;
}

process.exitCode = await main(process.argv.slice(2));
