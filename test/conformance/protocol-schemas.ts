import {
  acceptSchema,
  answerPartSchema,
  audienceSchema,
  bundleClaimsSchema,
  certificateClaimsSchema,
  consentSchema,
  delegationClaimsSchema,
  directoryClaimsSchema,
  enrolmentRequestSchema,
  entryClaimsSchema,
  genesisSchema,
  jointlySignedSchema,
  jsonSchemaOf,
  operationHeaderSchema,
  pinClaimsSchema,
  pinContentSchema,
  recallSchema,
  receiptClaimsSchema,
  reinstateSchema,
  rosterClaimsSchema,
  transferSchema,
} from '@liaison/protocol';
import { CALLS, carriedInputSchema } from '@liaison/sync';
import { TOPICS } from './topic-list.js';
import { type Shape, schemaName, type Topic } from './vector-file.js';

const CLAIMS = {
  'entry-claims': entryClaimsSchema,
  'operation-header': operationHeaderSchema,
  genesis: genesisSchema,
  audience: audienceSchema,
  consent: consentSchema,
  transfer: transferSchema,
  accept: acceptSchema,
  recall: recallSchema,
  reinstate: reinstateSchema,
  'pin-content': pinContentSchema,
  'pin-claims': pinClaimsSchema,
  'certificate-claims': certificateClaimsSchema,
  'delegation-claims': delegationClaimsSchema,
  'directory-claims': directoryClaimsSchema,
  roster: jointlySignedSchema,
  'roster-claims': rosterClaimsSchema,
  'enrolment-request-claims': enrolmentRequestSchema,
  'receipt-claims': receiptClaimsSchema,
  'bundle-claims': bundleClaimsSchema,
} as const;

/** A pushed page, or a part of one, is no JSON but an octet stream. */
const OCTETS = new Set(['push', 'pushPart']);

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Every JSON Schema by its file name below `protocol/schemas`. */
export function protocolSchemas(): ReadonlyMap<string, object> {
  const files = new Map<string, object>();
  for (const [name, schema] of Object.entries(CLAIMS)) files.set(`${name}.schema.json`, jsonSchemaOf(schema, name));
  for (const [name, { input, answer }] of Object.entries(CALLS)) {
    if (!OCTETS.has(name)) files.set(`calls/${kebab(name)}-input.schema.json`, jsonSchemaOf(input, `${name} input`));
    files.set(`calls/${kebab(name)}-answer.schema.json`, jsonSchemaOf(answer, `${name} answer`));
  }
  files.set('calls/carried-input.schema.json', jsonSchemaOf(carriedInputSchema, 'what any input may say beside it'));
  files.set('calls/answer-part.schema.json', jsonSchemaOf(answerPartSchema, 'a range of a large answer'));
  for (const topic of TOPICS) files.set(schemaName(topic), vectorSchema(topic));
  return files;
}

const closed = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const text = { type: 'string' };
const shaped = (shape: Shape) =>
  closed(Object.fromEntries(Object.entries(shape).map(([name, type]) => [name, { type }])));

/** The closed form of a file of vectors. */
function vectorSchema({ path, shapes }: Topic): object {
  const test = {
    id: { type: 'integer' },
    comment: text,
    flags: { type: 'array', items: text },
    input: shaped(shapes.input),
    result: { enum: ['valid', 'invalid'] },
    expected: shaped(shapes.expected),
    code: text,
  };
  const note = closed({ bugType: text, effect: text, rules: { type: 'array', items: text } });
  const tests = { type: 'array', items: closed(test, ['expected', 'code']) };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `vectors ${path}`,
    ...closed({
      schema: text,
      comment: text,
      count: { type: 'integer' },
      rules: { type: 'array', items: text },
      notes: { type: 'object', additionalProperties: note },
      groups: { type: 'array', items: closed({ comment: text, context: shaped(shapes.context), tests }) },
    }),
  };
}
