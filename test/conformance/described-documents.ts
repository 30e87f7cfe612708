import { filesBelow, readText } from './repository-files.js';
import type { JsonObject, VectorFile, VectorTest } from './vector-file.js';

/** A document of a vector, and the schema below `protocol/schemas` that describes it. */
export interface Described {
  readonly topic: string;
  readonly id: number;
  readonly schema: string;
  readonly document: unknown;
}

const claimsOf = (token: unknown): unknown => {
  const [, payload = ''] = String(token).split('.');
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

type Documents = (input: JsonObject) => readonly (readonly [schema: string, document: unknown])[];

const ofToken =
  (schema: string): Documents =>
  ({ token }) => [[schema, claimsOf(token)]];

const ofRoster: Documents = ({ roster }) => [
  ['roster', roster],
  ['roster-claims', claimsOf((roster as JsonObject).signed)],
];

const ofStatements: Documents = ({ statements }) =>
  (statements as unknown as { op: string; content: unknown }[]).map(({ op, content }) => [
    op === 'request' ? 'consent' : op,
    content,
  ]);

const ofFrame: Documents = ({ hex }) => {
  const body = Buffer.from(String(hex), 'hex');
  return [['operation-header', JSON.parse(body.subarray(3, 3 + body.readUInt16BE(1)).toString('utf8'))]];
};

const DOCUMENTS: Readonly<Record<string, Documents>> = {
  'tokens/entry-token': ofToken('entry-claims'),
  'documents/certificate': ofToken('certificate-claims'),
  'documents/directory': ofToken('directory-claims'),
  'documents/enrolment-request': ofToken('enrolment-request-claims'),
  'documents/pin': ofToken('pin-claims'),
  'documents/receipt': ofToken('receipt-claims'),
  'documents/roster': ofRoster,
  'ids/space-id': ({ content }) => [['genesis', JSON.parse(String(content))]],
  'validity/statements': ofStatements,
  'operations/frame': ofFrame,
};

function describedBy(chosen: (topic: string, test: VectorTest) => boolean): readonly Described[] {
  return filesBelow('protocol/vectors', /\.json$/).flatMap((path) => {
    const topic = path.slice('protocol/vectors/'.length, -'.json'.length);
    const documents = DOCUMENTS[topic];
    if (documents === undefined) return [];
    const tests = (JSON.parse(readText(path)) as VectorFile).groups.flatMap((group) => group.tests);
    return tests
      .filter((test) => chosen(topic, test))
      .flatMap(({ id, input }) => documents(input).map(([schema, document]) => ({ topic, id, schema, document })));
  });
}

const isRead = ({ result, ...test }: VectorTest): boolean =>
  result === 'valid' && (!('expected' in test) || (test.expected as { read?: boolean }).read !== false);

/** Every document of a valid vector. Void statements are left out: what is void may have any content. */
export const validDocuments = (): readonly Described[] => describedBy((_topic, test) => isRead(test));

/** Documents that are at fault in the shape of their claims or content, which a schema can tell. */
export const misshapenDocuments = (): readonly Described[] =>
  describedBy((topic, { result, flags, comment, ...test }) => {
    if (topic === 'operations/frame')
      return result === 'valid' && (test as { expected?: { read?: boolean } }).expected?.read === false;
    return (
      result === 'invalid' && flags.some((flag) => flag === 'ClaimSet' || flag === 'Content') && !/order/.test(comment)
    );
  });
