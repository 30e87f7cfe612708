import { createSpace, newRecord } from '@liaison/node';
import { MemoryFederation, memoryClient } from '@liaison/node/testing';
import { type MemberCode, memberCodeSchema } from '@liaison/protocol';
import { type PeerClient, runSync } from '@liaison/sync';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { type Described, misshapenDocuments, validDocuments } from './described-documents.js';
import { filesBelow, readText } from './repository-files.js';

const ajv = new Ajv2020({ strict: false });
const compiled = new Map<string, ValidateFunction>();

/** What a schema of `protocol/schemas` finds at fault; empty where a document fits. */
function faults(name: string, document: unknown): string[] {
  const validate = compiled.get(name) ?? ajv.compile(JSON.parse(readText(`protocol/schemas/${name}.schema.json`)));
  compiled.set(name, validate);
  return validate(document) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}

const placeOf = ({ topic, id }: Described): string => `${topic} ${id}`;

test('SIG-5, VAL-6: every document of a valid vector fits its schema', () => {
  const documents = validDocuments();
  const wrong = documents.map((one) => ({ ...one, faults: faults(one.schema, one.document) }));
  expect(wrong.filter((one) => one.faults.length > 0)).toEqual([]);
  expect(documents.length).toBeGreaterThan(100);
});

test('SIG-5, OPR-3: a document that is misshapen does not fit its schema', () => {
  const documents = misshapenDocuments();
  // of a roster it may be either the claims or the list of signatures
  const found = new Set(documents.filter((one) => faults(one.schema, one.document).length > 0).map(placeOf));
  expect(documents.filter((one) => !found.has(placeOf(one)))).toEqual([]);
  expect(documents.length).toBeGreaterThan(30);
});

test('every schema of the protocol is one that can be read', () => {
  const names = filesBelow('protocol/schemas', /\.schema\.json$/).map((path) => path.slice(17, -12));
  const odd = names.filter(
    (name) => typeof ajv.compile(JSON.parse(readText(`protocol/schemas/${name}.schema.json`))) !== 'function',
  );
  expect(odd).toEqual([]);
  expect(names.length).toBeGreaterThan(50);
});

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Passes every call on and notes what was said in it, as JSON. */
function listening(client: PeerClient, said: [string, unknown][]): PeerClient {
  return {
    peer: client.peer,
    call: async (name, input, options) => {
      const answer = await client.call(name, input, options);
      if (!(input instanceof Uint8Array)) said.push([`calls/${kebab(name)}-input`, JSON.parse(JSON.stringify(input))]);
      said.push([`calls/${kebab(name)}-answer`, JSON.parse(JSON.stringify(answer))]);
      return answer;
    },
  };
}

test('SYN-2, TRN-2: what nodes say to each other in a session fits the schemas of the calls', async () => {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], 'schemas');
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const audience: MemberCode[] = ['TH', 'VN'].map((code) => memberCodeSchema.parse(code));
  const { space } = createSpace(kr.replica, kr.officer, { kind: 'case', title: 'Pattaya', audience });
  const said: [string, unknown][] = [];
  const sync = () => runSync(listening(memoryClient(kr, th), said), kr.replica);
  await sync();
  newRecord(th.replica, th.officer, { space, kind: 'seizure', change: { fields: { place: 'Busan' } } });
  // so that there is a receipt of a third home to be asked for
  await runSync(memoryClient(vn, th), vn.replica);
  await sync();
  const wrong = said.map(([schema, message]) => ({ schema, message, faults: faults(schema, message) }));
  expect(wrong.filter((one) => one.faults.length > 0)).toEqual([]);
  expect(new Set(said.map(([schema]) => schema)).size).toBeGreaterThan(9);
});
