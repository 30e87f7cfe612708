import { createHash } from 'node:crypto';
import { type Certificate, createAgreementKey, createSigningKey, type Random, writerIdOf } from '@liaison/identity';
import {
  bodyDigest,
  canonicalJson,
  decodeOperation,
  type EntryId,
  encodeBase64url,
  FORM,
  type Form,
  failure,
  type Genesis,
  type JsonValue,
  type Lane,
  type MemberCode,
  merkleRoot,
  type OperationHeader,
  operationLeaf,
  type Power,
  type RecordId,
  type Result,
  type Scope,
  type SpaceId,
  spaceIdOf,
  success,
  withContent,
} from '@liaison/protocol';
import { buildEntry, type DraftOperation } from './entry-builder.js';

/** Bytes from SHA-256 in counter mode. */
class CountedRandom implements Random {
  #counter = 0;
  constructor(private readonly seed: string) {}
  bytes(length: number): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let have = 0; have < length; have += 32) {
      parts.push(
        createHash('sha256')
          .update(`${this.seed}/${this.#counter++}`)
          .digest(),
      );
    }
    return new Uint8Array(Buffer.concat(parts).subarray(0, length));
  }
}

export const random = new CountedRandom('ledger');

/** Stands for the skeleton of an update, which only `records` can make: its length, and `!` marks what cannot be read. */
export const skeletonOf = (form: Form, content: Uint8Array): Result<Uint8Array> => {
  if (form === FORM.json) return success(Buffer.from('null'));
  if (content[0] === 0x21) return failure('update-malformed', 'It cannot be read.', 'Ask its writer.');
  return success(Buffer.from(`update of ${content.length}`));
};

/** The Merkle root that these operations have, computed apart from the code under test. */
export function rootOf(operations: readonly { salt: Uint8Array; body: Uint8Array }[]): string {
  const leaves = operations.map(({ salt, body }) => {
    const { form, content } = orThrow(decodeOperation(body));
    return operationLeaf(bodyDigest(salt, body), withContent(body, orThrow(skeletonOf(form, content))));
  });
  return encodeBase64url(merkleRoot(leaves));
}

function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw result.error;
  return result.value;
}

export interface TestWriter {
  readonly key: ReturnType<typeof createSigningKey>;
  readonly certificate: Certificate;
}

/** A writer with a certificate as a directory would give it; only what a right is judged by is real. */
export function testWriter(
  member: string,
  powers: Power[] = ['audience', 'space', 'write'],
  scope: Scope = '*',
): TestWriter {
  const key = createSigningKey(random);
  const writer = writerIdOf(member, key.publicKey);
  const claims: Certificate['claims'] = {
    v: 1,
    member: member as MemberCode,
    writer,
    role: 'officer',
    home: writer,
    serial: 1,
    signingKey: key.publicKey,
    agreementKey: createAgreementKey(random).publicKey,
    powers,
    scope,
    from: null,
    until: null,
    name: null,
  };
  return { key, certificate: { id: 'c' as never, token: '', claims, clientId: 1 } };
}

/** The owner's first writer, who signs `GENESIS`. */
export const founder = testWriter('KR');

export const genesisOf = (owner: string, salt = 'A'.repeat(22)): Genesis => ({
  founder: founder.certificate.claims.writer,
  kind: 'case',
  owner: owner as MemberCode,
  rule: 'owner-decides',
  salt,
});

export const GENESIS = genesisOf('KR');
export const SPACE = spaceIdOf(GENESIS);

export const json = (header: OperationHeader, content: JsonValue): DraftOperation => ({
  form: FORM.json,
  header,
  content: Buffer.from(canonicalJson(content)),
});

export const genesis = (content: Genesis = GENESIS): DraftOperation => json({ op: 'genesis' }, content);

export const audience = (...members: string[]): DraftOperation => json({ op: 'audience' }, { cuts: [], members });

export const edit = (member: string, content = 'words'): DraftOperation => ({
  form: FORM.update,
  header: {
    op: 'edit',
    kind: 'case',
    record: '018f0000-0000-7000-8000-000000000001' as RecordId,
    section: member as MemberCode,
  },
  content: Buffer.from(content),
});

export interface TestEntry {
  readonly writer: TestWriter;
  readonly operations: readonly DraftOperation[];
  readonly lane?: Lane;
  readonly space?: SpaceId;
  readonly previous?: { readonly id: EntryId; readonly seq: number };
  readonly heads?: readonly EntryId[];
}

/** A signed entry, opened; the first of its log unless it follows another. */
export function testEntry({ writer, operations, lane = 'control', space = SPACE, previous, heads = [] }: TestEntry) {
  const { claims } = writer.certificate;
  const draft = {
    space,
    lane,
    writer: claims.writer,
    seq: (previous?.seq ?? 0) + 1,
    prev: previous?.id ?? null,
    heads,
    at: '2026-11-24T14:05:00.000+07:00',
    operations,
  };
  return buildEntry(draft, writer.key, random, skeletonOf);
}
