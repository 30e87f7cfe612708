import { damagedInput, seededDraw } from './damaged-inputs.js';
import { readText } from './repository-files.js';
import { askPython, type Question } from './second-implementation.js';
import type { Outcome, Topic, VectorFile, VectorTest } from './vector-file.js';

/** A question that two implementations answer differently. */
export interface Difference {
  readonly question: Question;
  readonly first: unknown;
  readonly second: unknown;
}

/** Vectors at a limit are long, and damage to them says nothing that damage to a short one does not. */
const isShort = ({ input }: VectorTest): boolean => JSON.stringify(input).length < 20_000;

/** Questions made of a topic's vectors by damaging each a number of times. */
export function damagedQuestions({ path }: Topic, seed: string, times: number): readonly Question[] {
  const draw = seededDraw(`${seed} ${path}`);
  const file = JSON.parse(readText(`protocol/vectors/${path}.json`)) as VectorFile;
  return file.groups.flatMap(({ context, tests }) =>
    tests.filter(isShort).flatMap(({ input }) =>
      Array.from({ length: times }, () => {
        const once = damagedInput(draw, input);
        return { topic: path, context, input: draw(4) === 0 ? damagedInput(draw, once) : once };
      }),
    ),
  );
}

async function answerOf(topic: Topic, { input, context }: Question): Promise<Outcome | { readonly threw: string }> {
  try {
    return JSON.parse(JSON.stringify(await topic.run(input, context))) as Outcome;
  } catch (error) {
    return { threw: String(error) };
  }
}

/** What this implementation and the one in Python say differently. */
export async function differencesOf(topic: Topic, questions: readonly Question[]): Promise<readonly Difference[]> {
  const answers = askPython(questions);
  const found: Difference[] = [];
  for (const [at, question] of questions.entries()) {
    const first = await answerOf(topic, question);
    const second = answers[at];
    // an input that no longer has the form of its topic is no question
    if ('threw' in first) continue;
    if (meaning(first) !== meaning(second)) found.push({ question, first, second });
  }
  return found;
}

/** An answer without its code: an input that is at fault twice may be refused for either. */
function meaning(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('result' in answer)) return 'none';
  return answer.result === 'invalid' ? 'invalid' : JSON.stringify(sorted(answer));
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
};
