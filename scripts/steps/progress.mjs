// @ts-check

/** An expected failure of a step: what happened, and what the person at the keyboard does next. */
export class StepError extends Error {
  /**
   * @param {string} message
   * @param {string} next
   * @param {string} [output] what the failed command printed
   */
  constructor(message, next, output = '') {
    super(message);
    this.name = 'StepError';
    this.next = next;
    this.output = output;
  }
}

/** @param {number} since milliseconds on the monotonic clock */
export const secondsSince = (since) => ((performance.now() - since) / 1000).toFixed(1);

/**
 * One line per step: the label when it starts, the seconds when it ends, so that a long step does not look dead.
 * @param {NodeJS.WritableStream} stream
 */
export function createProgress(stream) {
  return {
    /**
     * @template T
     * @param {string} label
     * @param {() => Promise<T>} action
     * @returns {Promise<T>}
     */
    async step(label, action) {
      const began = performance.now();
      stream.write(`liaison: ${label} … `);
      try {
        const value = await action();
        stream.write(`done, ${secondsSince(began)} s\n`);
        return value;
      } catch (error) {
        stream.write(`failed after ${secondsSince(began)} s\n`);
        throw error;
      }
    },
  };
}

/** The end of a long output: errors come last, and the rest hides them. @param {string} output @param {number} lines */
const lastLines = (output, lines) => output.trimEnd().split('\n').slice(-lines).join('\n');

/**
 * Prints a failure for a person, on standard error so that a JSON document on standard output stays whole.
 * @param {unknown} error
 */
export function explainFailure(error) {
  if (!(error instanceof StepError)) {
    process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
    return;
  }
  if (error.output !== '') process.stderr.write(`\n${lastLines(error.output, 60)}\n`);
  process.stderr.write(`\nliaison: ${error.message}\nNext: ${error.next}\n`);
}
