import { type Difference, damagedQuestions, differencesOf } from './compared-answers.js';
import { type Draw, seededDraw } from './damaged-inputs.js';
import { randomSection } from './random-sections.js';
import { randomStatements } from './random-statements.js';
import { pythonMissing } from './second-implementation.js';
import { TOPICS } from './topic-list.js';
import { CLIENTS } from './topics/updates.js';
import type { JsonObject, Topic } from './vector-file.js';

/** Files whose inputs stand for something else than bytes from a peer, so that damage to them means nothing. */
const NOT_DAMAGED = /^(merkle|pins|validity\/(statements|recalls)|views|reconciliation)/;

/** Inputs made at random for the files of vectors whose inputs are histories. */
const HISTORIES: Readonly<Record<string, (draw: Draw) => JsonObject>> = {
  'validity/statements': (draw) => randomStatements(draw, 1 + draw(14)),
  'views/view': (draw) => randomSection(draw, [CLIENTS.kr, CLIENTS.th, CLIENTS.kr + 1], 1 + draw(12)),
};

const topicOf = (path: string): Topic => TOPICS.find((topic) => topic.path === path) as Topic;

/** Compares both implementations on damaged inputs, `times` for each vector; keys of the vectors sign them anew. */
export async function compareDamaged(seed: string, times: number): Promise<Compared> {
  for (const topic of TOPICS) topic.groups();
  const compared: Compared = { asked: 0, differences: [] };
  for (const topic of TOPICS.filter(({ path }) => !NOT_DAMAGED.test(path))) {
    const questions = damagedQuestions(topic, seed, times);
    compared.asked += questions.length;
    compared.differences.push(...(await differencesOf(topic, questions)));
  }
  return compared;
}

/** Compares both on histories of writers who have seen only a part of each other. */
export async function compareHistories(path: string, seed: string, count: number): Promise<Compared> {
  const draw = seededDraw(`${seed} ${path}`);
  const make = HISTORIES[path] as (draw: Draw) => JsonObject;
  const questions = Array.from({ length: count }, () => ({ topic: path, context: {}, input: make(draw) }));
  return { asked: count, differences: [...(await differencesOf(topicOf(path), questions))] };
}

export interface Compared {
  asked: number;
  readonly differences: Difference[];
}

/** The shortest of what is answered differently, as text to be read. */
export function shown({ differences }: Compared): string[] {
  const texts = differences.map((difference) => JSON.stringify(difference));
  return texts.sort((a, b) => a.length - b.length).slice(0, 3);
}

/** `node test/dist/conformance/compare-implementations.js SEED [TIMES]`: as many as one likes. */
async function compareAll([seed = 'any', times = '20']: readonly string[]): Promise<void> {
  const missing = pythonMissing();
  if (missing !== undefined) throw new Error(missing);
  const count = Number(times) * 50;
  const runs = [
    await compareDamaged(seed, Number(times)),
    await compareHistories('validity/statements', seed, count),
    await compareHistories('views/view', seed, count),
  ];
  for (const run of runs)
    console.log(`${run.asked} inputs, ${run.differences.length} answered differently`, shown(run));
  process.exitCode = runs.some(({ differences }) => differences.length > 0) ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) await compareAll(process.argv.slice(2));
