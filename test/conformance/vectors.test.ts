import { describe, expect, test } from 'vitest';
import { closedFaults } from './closed-json.js';
import { generatedFiles } from './generate-vectors.js';
import { filesBelow, readText } from './repository-files.js';
import { TOPICS } from './topic-list.js';
import type { VectorFile } from './vector-file.js';

const pathOf = (topic: string): string => `protocol/vectors/${topic}.json`;
const readFile = (path: string): VectorFile => JSON.parse(readText(path)) as VectorFile;

describe.each(TOPICS)('$path', (topic) => {
  const file = readFile(pathOf(topic.path));

  test('the code answers every vector as it says', async () => {
    for (const { context, tests } of file.groups) {
      for (const { id, comment, flags, input, ...outcome } of tests) {
        expect({ id, comment, ...(await topic.run(input, context)) }).toEqual({ id, comment, ...outcome });
      }
    }
  });

  test('the file is closed, counted and explained', () => {
    expect(closedFaults(JSON.parse(readText(`protocol/schemas/${file.schema}`)), file)).toEqual([]);
    const tests = file.groups.flatMap((group) => group.tests);
    expect(tests.map(({ id }) => id)).toEqual(Array.from({ length: file.count }, (_, i) => i + 1));
    const flags = new Set(tests.flatMap((one) => one.flags));
    expect([...flags].sort()).toEqual(Object.keys(file.notes).sort());
    const unexplained = tests.filter(({ result, flags: named }) => result === 'invalid' && named.length !== 1);
    expect(unexplained).toEqual([]);
  });
});

test('vectors and schemas are what the generator makes', async () => {
  const made = await generatedFiles();
  const vectors = [...made].filter(([path]) => path.startsWith('protocol/vectors/'));
  expect(vectors.map(([path]) => path).sort()).toEqual(filesBelow('protocol/vectors', /\.json$/));
  for (const [path, text] of vectors) expect(readText(path), path).toBe(text);
  const schemas = [...made].filter(([path]) => path.startsWith('protocol/schemas/'));
  expect(schemas.map(([path]) => path).sort()).toEqual(filesBelow('protocol/schemas', /\.json$/));
  // the formatter decides about white space in schemas, so only what they say is compared
  for (const [path, text] of schemas) expect(JSON.parse(readText(path)), path).toEqual(JSON.parse(text));
});

test('a vector that is not closed is found', () => {
  const schema = {
    type: 'object',
    properties: { id: { type: 'integer' } },
    required: ['id'],
    additionalProperties: false,
  };
  expect(closedFaults(schema, { id: 1.5, extra: 1 })).toEqual(['$.id: no integer', '$.extra: unknown']);
  expect(closedFaults(schema, {})).toEqual(['$.id: missing']);
});
