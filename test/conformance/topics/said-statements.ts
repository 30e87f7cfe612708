import { genesisSchema, type JsonValue } from '@liaison/protocol';
import { type Case, type JsonObject, valid } from '../vector-file.js';
import { idOf, officerClaims } from './document-federation.js';

const genesis = (rule: string): JsonObject =>
  genesisSchema.parse({
    founder: String(officerClaims.writer),
    kind: 'case',
    owner: 'KR',
    rule,
    salt: 'AAECAwQFBgcICQoLDA0ODw',
  });

export const says = (name: string, by: string, op: string, content: JsonValue, ...seen: string[]): JsonObject => ({
  name,
  by,
  op,
  content,
  seen,
});
export const founded = (rule = 'owner-decides') => says('g', 'KR', 'genesis', genesis(rule));
export const audience = (name: string, members: string[], seen: string[], removed: string[] = [], by = 'KR') =>
  says(name, by, 'audience', { cuts: removed.map((member) => ({ heads: [], member })), members }, 'g', ...seen);
export const consent = (name: string, by: string, newcomer: string, for_: string[], ...seen: string[]) =>
  says(name, by, 'consent', { audience: for_, newcomer }, 'g', ...seen);
export const transfer = (name: string, to: string, seen: string[], by = 'KR') =>
  says(name, by, 'transfer', { to }, 'g', ...seen);
export const accept = (name: string, by: string, of: string, ...seen: string[]) =>
  says(name, by, 'accept', { transfer: idOf(of) }, 'g', of, ...seen);
export const all = (comment: string, ...statements: JsonObject[]): Case => valid(comment, { statements });
