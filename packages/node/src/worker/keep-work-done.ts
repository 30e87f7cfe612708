import { LiaisonError } from '@liaison/protocol';
import type { HomeWork } from './home-work.js';

/** Every so often a few of the signatures that a bulk page only vouched for; about 20 ms of work. */
const AUDIT_MS = 1_000;
const AUDIT_ENTRIES = 200;

/** What follows changes in bulk (search index, states) is done in steps of about 20 ms; peers and officers go first in between. */
const BUSY_MS = 50;
const IDLE_MS = 250;
const AT_ONCE = 200;

export interface Upkeep {
  /** Returns once the step under way is over. */
  stop(): Promise<void>;
}

export interface UpkeepOptions {
  /** Told of failures that are this node's own fault. */
  readonly onDefect: (error: unknown) => void;
  /** Told of what somebody should look after while the node goes on; in words. */
  readonly onWarning?: (text: string) => void;
}

/** Does what can be done at any time, a step now and then, while a node serves. */
export function keepWorkDone(work: HomeWork, { onDefect, onWarning }: UpkeepOptions): Upkeep {
  const steps = repeat(async () => ((await work.keepUp(AT_ONCE)) ? BUSY_MS : IDLE_MS), onDefect);
  const audits = repeat(async () => {
    const { damaged } = await work.audit(AUDIT_ENTRIES);
    if (damaged.length > 0) onWarning?.(damageText(damaged));
    return AUDIT_MS;
  }, onDefect);
  return {
    stop: async () => {
      await Promise.all([steps.stop(), audits.stop()]);
    },
  };
}

/** Runs `step` again and again, after as many milliseconds as it says; one that fails is tried again in a while. */
function repeat(step: () => Promise<number>, onDefect: (error: unknown) => void): Upkeep {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const next = async (): Promise<void> => {
    const waitMs = await step().catch((error: unknown) => {
      if (!(error instanceof LiaisonError)) onDefect(error);
      return AUDIT_MS;
    });
    if (!stopped) plan(waitMs);
  };
  const plan = (waitMs: number) => {
    timer = setTimeout(() => {
      running = next();
    }, waitMs);
  };
  plan(BUSY_MS);
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}

const damageText = (entries: readonly string[]): string =>
  `The signature of ${entries.length === 1 ? 'an entry' : `${entries.length} entries`} held here is wrong: ` +
  `${entries.join(', ')}. See \`liaison verify\`.`;
