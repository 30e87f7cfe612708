import { z } from 'zod';
import { mappingSchema } from './mapping-schema.js';

/**
 * The JSON Schema (draft 2020-12) of a mapping, for editors and other programs. What it cannot say (patterns that must
 * compile, fields that a kind has) is checked by `loadMapping` only.
 */
export function mappingJsonSchema(): object {
  const schema = z.toJSONSchema(mappingSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      const rule = jsonSchema.properties;
      if (rule?.column && rule.columns && rule.value) {
        jsonSchema.oneOf = ['column', 'columns', 'value'].map((name) => ({ required: [name] }));
        jsonSchema.dependentRequired = { join: ['columns'] };
      }
    },
  });
  return { $schema: schema.$schema, title: 'Import mapping of Liaison', ...schema };
}
