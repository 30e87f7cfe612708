import { LiaisonError } from '@liaison/protocol';
import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.js';
import { printError, standardOutput } from './output.js';
import { liaisonProgram } from './program.js';

/** Runs one command line and leaves its exit code in `process.exitCode`. */
async function main(): Promise<void> {
  try {
    await liaisonProgram().parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.ok : usageFault(error);
    } else if (error instanceof LiaisonError) {
      printError(standardOutput(process.argv.includes('--json')), error);
      process.exitCode = EXIT.usage;
    } else throw error;
  }
}

/** Commander has told a person already; a program gets its document as well. */
function usageFault(error: CommanderError): number {
  if (process.argv.includes('--json')) {
    const document = { code: 'usage', message: error.message, next: 'See --help of the command.' };
    standardOutput(true).answer({ error: document }, () => '');
  }
  return EXIT.usage;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok); // whoever read has read enough
});

// Not awaited: what a command loads may stand in the same bundle and would wait for this line, which waits for it.
void main();
