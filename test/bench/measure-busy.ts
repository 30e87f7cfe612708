import { setTimeout as pause } from 'node:timers/promises';
import { createSpace, type DeskSession, newRecord, syncPeers } from '@liaison/node';
import type { BenchFederation } from './bench-federation.js';
import { quantile } from './statistics.js';

/** How long one kind of question waits for its answer, milliseconds. */
export interface Waiting {
  readonly what: string;
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

export interface Busy {
  /** Records that came in meanwhile, and how long that took. */
  readonly records: number;
  readonly syncMs: number;
  readonly idle: readonly Waiting[];
  readonly busy: readonly Waiting[];
  /** While everything was judged anew, and how long that took. */
  readonly anewMs: number;
  readonly anew: readonly Waiting[];
}

/** Between two questions, as people and peers leave some; without it the questions alone would be the load. */
const PAUSE_MS = 15;
const IDLE_ROUNDS = 25;

/**
 * A node takes a whole register in from KR while its officers ask it things over the local socket and another member's
 * node looks by: what they wait, against the same questions when nothing comes in.
 */
export async function measureBusy(federation: BenchFederation): Promise<Busy> {
  const record = await federation.withHome('KH', async (home) => {
    const author = await federation.officerOf(home);
    const { space } = createSpace(home.replica, author, { kind: 'register', title: 'Own', audience: [] });
    return newRecord(home.replica, author, { space, kind: 'seizure', change: { fields: { place: 'Poipet' } } }).record;
  });
  return federation.withNode('KR', () =>
    federation.withNode('KH', async () => {
      const desk = await federation.deskOf('KH');
      const questions = deskQuestions(desk, record);
      const idle = await askUntil(questions, (rounds) => rounds >= IDLE_ROUNDS);
      let over = false;
      const started = performance.now();
      const taken = takeRegister(desk).finally(() => {
        over = true;
      });
      const [records, busy] = await Promise.all([taken, askWithPeer(federation, questions, () => over)]);
      const syncMs = performance.now() - started;
      return { records, syncMs, idle, busy, ...(await whileJudgedAnew(desk, questions)) };
    }),
  );
}

/** `verify --rebuild` of the serving node, and the same questions meanwhile. */
async function whileJudgedAnew(desk: DeskSession, questions: Questions): Promise<Pick<Busy, 'anew' | 'anewMs'>> {
  const started = performance.now();
  let over = false;
  const judged = judgeAnew(desk).finally(() => {
    over = true;
  });
  const [anew] = await Promise.all([askUntil(questions, () => over), judged]);
  return { anewMs: performance.now() - started, anew };
}

async function judgeAnew({ calls }: DeskSession): Promise<void> {
  for await (const step of await calls.work.verify({ rebuild: true })) {
    if (step.type === 'result' && !step.result.ok) throw new Error(`not in order: ${JSON.stringify(step.result)}`);
  }
}

export type Questions = Readonly<Record<string, () => Promise<unknown>>>;

const deskQuestions = ({ calls }: DeskSession, record: string): Questions => ({
  status: () => calls.home.status(),
  list: () => calls.space.list(),
  search: () => calls.record.search({ query: 'Poipet', limit: 20 }),
  'search of new text': () => calls.record.search({ query: '헤로인', limit: 20 }),
  show: () => calls.record.show({ record }),
});

/** Returns how many entries came; throws where the node did not converge. */
export async function takeRegister({ calls }: DeskSession): Promise<number> {
  let entries = 0;
  for await (const step of await calls.work.sync({ with: 'KR' })) {
    if (step.type !== 'result') continue;
    if (!step.result.converged) throw new Error(`the sync failed: ${JSON.stringify(step.result)}`);
    entries = step.result.peers[0]?.entriesReceived ?? 0;
  }
  const { records } = await calls.home.status();
  if (entries === 0) throw new Error('nothing came in');
  return records;
}

/** The same questions, and the hellos of a peer with nothing to say beside them. */
async function askWithPeer(federation: BenchFederation, questions: Questions, over: () => boolean): Promise<Waiting[]> {
  return federation.withHome('MY', async (home) => {
    const hello = async () => {
      const { peers } = await syncPeers(home, { with: 'KH' });
      if (peers[0]?.converged !== true) throw new Error(`the peer failed: ${JSON.stringify(peers)}`);
    };
    const [desk, peer] = await Promise.all([askUntil(questions, over), askUntil({ 'hello of a peer': hello }, over)]);
    return [...desk, ...peer];
  });
}

/** Asks in turns until `over`, and says how long each kind of question waited. */
export async function askUntil(questions: Questions, over: (rounds: number) => boolean): Promise<Waiting[]> {
  const samples = new Map<string, number[]>(Object.keys(questions).map((what) => [what, []]));
  for (let rounds = 0; !over(rounds); rounds++) {
    for (const [what, ask] of Object.entries(questions)) {
      const started = performance.now();
      await ask();
      samples.get(what)?.push(performance.now() - started);
      await pause(PAUSE_MS);
    }
  }
  return [...samples].map(([what, millis]) => ({
    what,
    count: millis.length,
    p50Ms: quantile(millis, 0.5),
    p95Ms: quantile(millis, 0.95),
    maxMs: Math.max(...millis),
  }));
}
