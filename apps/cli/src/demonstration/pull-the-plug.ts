import { createInterface } from 'node:readline';
import { SECOND_LAPTOP } from './answers.js';
import type { Federation } from './federation.js';
import type { Narration } from './narration.js';
import type { LineState } from './node-line.js';

export const PLUG_HELP = `Pull the plug of ${SECOND_LAPTOP}: type p and Enter here; p and Enter again puts it back.`;

const SAID: Readonly<Record<LineState, string>> = {
  cut: `The plug is pulled: ${SECOND_LAPTOP} has no line. Write there and in Seoul, and see what each desk says.`,
  whole: `The plug is in again: ${SECOND_LAPTOP} calls home by itself.`,
};

/** Takes p and Enter for the plug of the laptop until `signal` is aborted; nobody need be there to type. */
export function watchPlug(
  federation: Pick<Federation, 'setLine'>,
  tell: Narration,
  { input, signal }: { readonly input: NodeJS.ReadableStream; readonly signal: AbortSignal },
): void {
  let state: LineState = 'whole';
  const lines = createInterface({ input, terminal: false });
  lines.on('line', (line) => {
    if (line.trim().toLowerCase() !== 'p') {
      tell.plain(PLUG_HELP);
      return;
    }
    state = state === 'whole' ? 'cut' : 'whole';
    federation.setLine(SECOND_LAPTOP, state);
    tell.plain(SAID[state]);
  });
  signal.addEventListener('abort', () => lines.close(), { once: true });
}
