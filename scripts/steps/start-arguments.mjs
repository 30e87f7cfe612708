// @ts-check

const ENTRY = '--entry=';
const DEMONSTRATION = 'apps/cli/dist/demo.js';

/**
 * Splits the command line into the program to start and the arguments that are meant for it.
 * @param {readonly string[]} argv
 */
export function readStartArguments(argv) {
  const entry = argv.find((argument) => argument.startsWith(ENTRY))?.slice(ENTRY.length) ?? DEMONSTRATION;
  const args = argv.filter((argument) => !argument.startsWith(ENTRY));
  // With --json standard output belongs to the program alone.
  return { entry, args, json: args.includes('--json'), project: entry.startsWith('test/') ? 'test' : 'apps/cli' };
}
