import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { signCallToken } from '@liaison/identity';
import type { DraftOperation } from '@liaison/ledger';
import type { OpenHome, PeerConnection, UnlockedOfficer } from '@liaison/node';
import { encodePage, FORM, LIMITS, type SpaceId, type WireEntry, type WriterId } from '@liaison/protocol';
import { hostileUpdates } from '@liaison/records/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordAnswer, SetAsideAnswer, StatusAnswer } from '../support/command-answers.js';
import { federation } from '../support/federation.js';
import { forgedEntry, nextIn, plainEdit, unreadableEntry } from '../support/forged-entries.js';
import { heldButRefusals } from '../support/held-by.js';
import { connectAs, nodeOf } from '../support/peer-access.js';
import { rawHttps, requestBytes, statusOf } from '../support/raw-https.js';
import type { TestHome } from '../support/test-home.js';

const MIB = 1_048_576;
const SAID_BY_KR = 'What was seen';
const octets = (body: Uint8Array) => ({
  'content-type': 'application/octet-stream',
  'content-length': `${body.length}`,
});

let kr: TestHome;
let address: string;
let attacker: OpenHome;
let officer: UnlockedOfficer;
let connection: PeerConnection;
let space: SpaceId;
let record: string;
let before: StatusAnswer;

beforeAll(async () => {
  const members = await federation(['KR', 'TH']);
  kr = members.of('KR');
  const th = members.of('TH');
  address = kr.place.address as string;
  const made = await kr.does<{ space: string }>(
    ...['space', 'create', '--kind', 'case', '--title', 'Target', '--audience', 'TH'],
  );
  space = made.space as SpaceId;
  ({ record } = await kr.does<RecordAnswer>(
    ...['record', 'new', '--space', space, '--kind', 'seizure', '--set', 'place=Busan'],
  ));
  await kr.does('record', 'edit', record, '--joint', '--set', `narrative=${SAID_BY_KR}`);
  await kr.serve();
  expect(await th.sync('KR')).toMatchObject({ converged: true });
  await th.desk((calls) =>
    calls.record.edit({ officer: th.officer, record, joint: true, set: [{ field: 'agency', text: 'TH' }] }),
  );
  expect(await th.sync('KR')).toMatchObject({ converged: true });
  attacker = await th.open();
  officer = await attacker.unlockOfficer(undefined, th.passphrase);
  connection = connectAs(attacker, kr);
  before = await kr.status();
});

afterAll(() => connection?.close());

const push = (page: Uint8Array) => connection.client.call('push', page) as Promise<Record<string, unknown>>;
const krOfficer = () =>
  before.spaces[0]?.frontier.find(
    ({ lane, writer }) => lane === 'record' && attacker.replica.certificate(writer as WriterId)?.claims.member === 'KR',
  )?.writer as WriterId;

/** The node answers, and of what was sent it has nothing but the note that it refused it. */
async function unharmed(): Promise<void> {
  expect(kr.node?.isRunning).toBe(true);
  expect(heldButRefusals(await kr.status())).toEqual(heldButRefusals(before));
}

/** Resident memory of the node in MiB; null where the system does not tell. */
function residentMiB(): number | null {
  const path = `/proc/${kr.node?.pid}/status`;
  if (!existsSync(path)) return null;
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8'))?.[1]) / 1_024;
}

async function bearer(path: string): Promise<{ authorization: string; nonce: string }> {
  const hello = requestBytes(address, path, {
    'content-type': path === 'push' ? 'application/octet-stream' : 'application/json',
    'content-length': '0',
  });
  const nonce = /^liaison-nonce: (\S+)/m.exec(await rawHttps(address, hello))?.[1] as string;
  const audience = nodeOf(attacker, kr).writer;
  const { home: writer, serviceKey } = attacker.replica;
  return { nonce, authorization: `Bearer ${await signCallToken({ writer, audience, nonce, path }, serviceKey)}` };
}

const honestWire = (place: string): WireEntry =>
  forgedEntry(nextIn(attacker, space, officer.certificate.claims.writer), officer.key, [
    plainEdit(officer.certificate.clientId, 'TH', place),
  ]);

describe('a serving node takes hostile requests', () => {
  it('broken, cut off or too large, and stays up', async () => {
    const body = randomBytes(1_000);
    const requests: [number, Uint8Array | string][] = [
      [400, 'GARBAGE\r\n\r\n'],
      [405, `GET /peer/hello HTTP/1.1\r\nhost: ${new URL(address).host}\r\nconnection: close\r\n\r\n`],
      [404, requestBytes(address, '../../etc/passwd', octets(body), body)],
      [413, requestBytes(address, 'push', { ...octets(body), 'content-length': `${LIMITS.pageBytesMax + 1}` }, body)],
      [
        411,
        requestBytes(address, 'push', { 'content-type': 'application/octet-stream', 'transfer-encoding': 'chunked' }),
      ],
      [415, requestBytes(address, 'push', { ...octets(body), 'content-type': 'multipart/form-data' }, body)],
      [
        403,
        requestBytes(address, 'hello', { 'content-type': 'application/json', 'content-length': '2', origin: 'null' }),
      ],
      [431, requestBytes(address, 'hello', { 'x-long': 'a'.repeat(20_000) })],
    ];
    for (const [status, bytes] of requests) expect(statusOf(await rawHttps(address, bytes))).toBe(status);
    const { authorization } = await bearer('push');
    await rawHttps(
      address,
      requestBytes(address, 'push', { ...octets(body), authorization }, body.subarray(0, 10)),
      true,
    );
    await unharmed();
  });

  it('with a token used twice, made for another call or signed by another key, and does none of them', async () => {
    const page = encodePage([honestWire('replayed')]);
    const { authorization, nonce } = await bearer('hello');
    const standing = { documents: 'A'.repeat(43), scope: 'A'.repeat(43), root: 'A'.repeat(43) };
    const hello = Buffer.from(JSON.stringify(standing));
    const json = { 'content-type': 'application/json', 'content-length': `${hello.length}` };
    const asks = () => rawHttps(address, requestBytes(address, 'hello', { ...json, authorization }, hello));
    expect(statusOf(await asks())).toBe(200);
    expect(statusOf(await asks())).toBe(401);
    const fresh = await bearer('hello');
    const elsewhere = { ...octets(page), authorization: fresh.authorization };
    expect(await rawHttps(address, requestBytes(address, 'push', elsewhere, page))).toContain('call-path-wrong');
    const audience = nodeOf(attacker, kr).writer;
    const stolen = await signCallToken({ writer: attacker.replica.home, audience, nonce, path: 'push' }, officer.key);
    const posing = { ...octets(page), authorization: `Bearer ${stolen}` };
    expect(statusOf(await rawHttps(address, requestBytes(address, 'push', posing, page)))).toBe(403);
    await unharmed();
  });

  it('of an authenticated member with malformed input to every call, and answers each with a code', async () => {
    const calls = [
      'hello',
      'documents',
      'offerDocuments',
      'compare',
      'pull',
      'ancestors',
      'receipts',
      'finish',
    ] as const;
    const inputs = [
      null,
      [],
      {},
      { wants: [{ space: '__proto__', lane: 'record', have: [] }] },
      { nodes: [{ prefix: 'zz', digest: 'x' }] },
    ];
    for (const call of calls) {
      for (const input of inputs) {
        const fields: unknown = input;
        await expect(connection.client.call(call, fields as never)).rejects.toMatchObject({ code: 'peer-refused' });
      }
    }
    expect(await connection.client.call('offerDocuments', { rosters: [], directories: ['a.b.c'] })).toMatchObject({
      changed: 0,
      refused: {},
    });
    expect(await connection.client.call('receipts', { put: ['a.b.c', 'x'], get: [] })).toMatchObject({ tokens: [] });
    await unharmed();
  });
});

describe('a serving node takes hostile pages of an authenticated member', () => {
  it('truncated, damaged, mis-signed, in the name of others: refused whole, and shown by set-aside', async () => {
    const good = encodePage([honestWire('never kept')]);
    const wire = honestWire('never kept');
    const flipped = `${wire.token.slice(0, -20)}${wire.token.at(-20) === 'A' ? 'B' : 'A'}${wire.token.slice(-19)}`;
    const own = officer.certificate.claims.writer;
    const { key } = officer;
    const edit = plainEdit(officer.certificate.clientId, 'TH', 'never kept');
    const pages: [string, string, Uint8Array][] = [
      ['random bytes', 'page-malformed', randomBytes(5_000)],
      ['a truncated page', 'page-malformed', good.subarray(0, good.length - 7)],
      ['a huge length', 'page-malformed', Uint8Array.of(0x4c, 0x50, 0x01, 0xff, 0xff, 0xff, 0xff, 0x0f)],
      ['trailing bytes', 'page-malformed', Buffer.concat([good, Buffer.from([7])])],
      ['a damaged signature', 'signature-wrong', encodePage([{ ...wire, token: flipped }])],
      ['a body that was not signed', 'entry-root-mismatch', encodePage([swappedBody(wire)])],
      ['a missing body', 'entry-incomplete', encodePage([{ ...wire, operations: [] }])],
      [
        'another writer’s name',
        'signature-wrong',
        encodePage([forgedEntry(nextIn(attacker, space, krOfficer()), key, [edit])]),
      ],
      [
        'a sequence number that jumps',
        'chain-broken',
        encodePage([forgedEntry({ ...nextIn(attacker, space, own), seq: 77 }, key, [edit])]),
      ],
    ];
    for (const [name, code, page] of pages) {
      const answer = await push(page);
      expect([name, answer]).toEqual([name, expect.objectContaining({ entries: 0, refused: { code } })]);
    }
    await expect(push(randomBytes(LIMITS.pageBytesMax + 1))).rejects.toMatchObject({ code: 'peer-refused' });
    await unharmed();
    const { refusals, entries } = await kr.does<SetAsideAnswer>('set-aside');
    expect(entries).toEqual([]);
    expect(refusals.filter(({ peer }) => peer === attacker.replica.home).map(({ code }) => code)).toEqual(
      expect.arrayContaining(pages.map(([, code]) => code)),
    );
    expect((await kr.desk((calls) => calls.record.search({ query: 'never kept', limit: 5 }))).total).toBe(0);
  });

  it('replayed: the second time it is known, and nothing changes', async () => {
    const all = attacker.replica.select(attacker.replica.home, [{ space, lane: 'record', have: [] }], MIB).entries;
    for (let again = 0; again < 3; again++) {
      expect(await push(encodePage(all))).toEqual({ entries: 0, duplicates: all.length, pending: 0, quarantined: 0 });
    }
    await unharmed();
  });

  it('that wait for what never comes: bounded, counted, in no view', async () => {
    const nowhere = Array.from({ length: 40 }, (_, i) =>
      forgedEntry(
        {
          ...nextIn(attacker, space, officer.certificate.claims.writer),
          heads: [randomBytes(32).toString('base64url') as never],
        },
        officer.key,
        [plainEdit(officer.certificate.clientId, 'TH', `waits ${i}`)],
      ),
    );
    expect(await push(encodePage(nowhere))).toMatchObject({ entries: 0, pending: 40 });
    const now = await kr.status();
    expect(now.pending).toBe(40);
    expect(now.spaces).toEqual(before.spaces);
    expect((await kr.desk((calls) => calls.record.search({ query: 'waits 3', limit: 5 }))).total).toBe(0);
  });

  it('a hundred of the largest: memory stays bounded', async () => {
    const start = residentMiB();
    for (let i = 0; i < 100; i++) expect(await push(randomBytes(LIMITS.pageBytesMax))).toMatchObject({ entries: 0 });
    const grown = (residentMiB() ?? 0) - (start ?? 0);
    expect(grown).toBeLessThan(200);
    expect((await kr.status()).spaces).toEqual(before.spaces);
    const { refusals } = await kr.does<SetAsideAnswer>('set-aside', '--limit', '1000');
    expect(refusals.length).toBeLessThanOrEqual(1_000);
  });
});

describe('a member signs hostile updates with its own key', () => {
  it('every attack is refused or void, and what others wrote stays as it was', async () => {
    const shown = await kr.desk((calls) => calls.record.show({ record }));
    const { clientId: client, claims } = officer.certificate;
    const victim = attacker.replica.certificate(krOfficer())?.clientId as number;
    const attacks = hostileUpdates({ client, clock: 1, victim, victimClock: SAID_BY_KR.length });
    const outcomes = { malformed: 0, void: 0 };
    for (const { name, update, verdict } of attacks) {
      if (verdict !== 'malformed' && !verdict.startsWith('void-')) continue;
      const header = { op: 'edit', kind: 'seizure', record, section: 'joint' } as DraftOperation['header'];
      const draft = { form: FORM.update, header, content: update };
      const forge = verdict === 'malformed' ? unreadableEntry : forgedVoid;
      const page = encodePage([forge(nextIn(attacker, space, claims.writer), officer.key, draft)]);
      const answer = await push(page);
      outcomes[verdict === 'malformed' ? 'malformed' : 'void'] += 1;
      if (verdict === 'malformed')
        expect([name, answer]).toEqual([name, expect.objectContaining({ entries: 0, refused: expect.anything() })]);
      else {
        expect([name, answer]).toEqual([name, { entries: 1, duplicates: 0, pending: 0, quarantined: 0 }]);
        expect(attacker.replica.ingest(attacker.replica.home, page).entries).toBe(1); // so that the next follows it
      }
    }
    expect([outcomes.malformed > 15, outcomes.void > 25]).toEqual([true, true]);
    expect(kr.node?.isRunning).toBe(true);
    expect(await kr.desk((calls) => calls.record.show({ record }))).toEqual(shown);
    const now = await kr.status();
    expect(now.spaces[0]?.stateDigest).toBe(before.spaces[0]?.stateDigest);
    expect(now.entries).toBe(before.entries + outcomes.void);
  });
});

const forgedVoid: typeof unreadableEntry = (standing, key, draft) => forgedEntry(standing, key, [draft]);

function swappedBody(wire: WireEntry): WireEntry {
  const [first] = wire.operations;
  if (first === undefined || !('body' in first)) throw new Error('no body');
  const body = Uint8Array.from(first.body);
  body[body.length - 3] = (body[body.length - 3] as number) ^ 1;
  return { ...wire, operations: [{ ...first, body }] };
}
