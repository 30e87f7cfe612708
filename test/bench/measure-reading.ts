import { homeStatus, type OpenHome, searchRecords, verifyHome } from '@liaison/node';
import { quantile, timed } from './statistics.js';

/** Queries of one to eight characters in the scripts that users type; the last one finds nothing. */
const QUERIES = [
  '마',
  '헤로',
  '헤로인',
  '인천국제공항 특',
  'ย',
  'ยา',
  'พัสดุ',
  'ị',
  'đá',
  'hải',
  'hành lý ',
  'x',
  'kg',
  'kon',
  'Kelantan',
  'qqqqqqqq',
] as const;

const ROUNDS = 15;
const HITS = 20;

export interface SearchTiming {
  readonly query: string;
  readonly characters: number;
  readonly total: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Every query several times, in turns, so that none finds only its own pages in memory. */
export function measureSearch(home: OpenHome): SearchTiming[] {
  const { context } = home.replica;
  const timings = QUERIES.map((query) => ({ query, total: 0, samples: [] as number[] }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const timing of timings) {
      const started = performance.now();
      timing.total = searchRecords(context, timing.query, HITS).total;
      timing.samples.push(performance.now() - started);
    }
  }
  return timings.map(({ query, total, samples }) => ({
    query,
    characters: [...query].length,
    total,
    p50Ms: quantile(samples, 0.5),
    p95Ms: quantile(samples, 0.95),
  }));
}

export interface Upkeep {
  readonly entries: number;
  readonly verifyMs: number;
  readonly statusMs: number;
}

/** What an operator waits for: the whole home checked against what was signed, and the overview. */
export async function measureUpkeep(home: OpenHome): Promise<Upkeep> {
  const status = await timed(() => homeStatus(home.replica.context));
  const verify = await timed(() => verifyHome(home.replica));
  if (!verify.value.ok) throw new Error(`the home does not verify: ${JSON.stringify(verify.value.problems[0])}`);
  return { entries: verify.value.entries, verifyMs: verify.ms, statusMs: status.ms };
}
