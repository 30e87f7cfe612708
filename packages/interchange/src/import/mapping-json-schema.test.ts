import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { mappingJsonSchema } from './mapping-json-schema.js';

const shipped = new URL('../../schemas/import-mapping.schema.json', import.meta.url);

test('the shipped JSON Schema is the one that the code generates', async () => {
  // Written as a file snapshot: `vitest -u` brings it up to date after a change of the schema.
  await expect(`${JSON.stringify(mappingJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(shipped.pathname);
});

test('the schema says that a field has exactly one source', async () => {
  const schema = JSON.parse(await readFile(shipped, 'utf8'));
  const rule = schema.properties.fields.additionalProperties;
  expect(rule.oneOf).toEqual([{ required: ['column'] }, { required: ['columns'] }, { required: ['value'] }]);
  expect(rule.additionalProperties).toBe(false);
  expect(schema.required).toEqual(['kind', 'source', 'key', 'fields']);
});
