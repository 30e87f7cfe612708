import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { mappingJsonSchema } from './mapping-json-schema.js';

const shipped = JSON.parse(
  await readFile(new URL('../../schemas/import-mapping.schema.json', import.meta.url), 'utf8'),
) as ReturnType<typeof mappingJsonSchema>;

test('the shipped JSON Schema is the one that the code generates (`npm run schema` writes it)', () => {
  expect(mappingJsonSchema()).toEqual(shipped);
});

test('the schema says that a field has exactly one source, and closes its objects', () => {
  expect(shipped).toMatchObject({
    required: ['kind', 'source', 'key', 'fields'],
    additionalProperties: false,
    properties: {
      fields: {
        additionalProperties: {
          oneOf: [{ required: ['column'] }, { required: ['columns'] }, { required: ['value'] }],
          additionalProperties: false,
        },
      },
    },
  });
});
