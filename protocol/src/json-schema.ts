import { z } from 'zod';

/**
 * A schema of this package as JSON Schema (draft 2020-12), for implementers in other languages. It says what JSON Schema
 * can say: the order of keys and lists, and links between members, stand in the rules of the specification alone.
 */
export const jsonSchemaOf = (schema: z.ZodType, title: string): object => ({
  title,
  ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
});
