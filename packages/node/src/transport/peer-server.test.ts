import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import { signCallToken } from '@liaison/identity';
import { encodePage, type MemberCode } from '@liaison/protocol';
import { type CallInput, runSync } from '@liaison/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSpace } from '../commands/create-space.js';
import { newRecord } from '../commands/write-record.js';
import { rawExchange, requestText } from './testing/raw-http.js';
import { TransportHomes } from './testing/transport-homes.js';
import type { TransportLimits } from './transport-limits.js';

let homes: TransportHomes;
beforeEach(async () => {
  homes = await TransportHomes.start();
});
afterEach(() => homes.stop());

const zero = 'A'.repeat(43);
const standing: CallInput<'hello'> = { documents: zero, scope: zero, root: zero };
const session = (connection = homes.connect()) => runSync(connection.client, homes.kr.replica);

function writeRecords(count: number): void {
  const { replica, officer } = homes.kr;
  const { space } = createSpace(replica, officer, { kind: 'case', title: 'Pattaya', audience: ['TH' as MemberCode] });
  for (let i = 0; i < count; i++) {
    newRecord(replica, officer, { space, kind: 'seizure', change: { fields: { place: `place ${i} `.repeat(40) } } });
  }
}

describe('a sync over real sockets', () => {
  it('converges, and with nothing new costs one round trip and under 2 KB each way', async () => {
    writeRecords(30);
    expect(await session()).toMatchObject({ converged: true, alarms: [] });
    const connection = homes.connect();
    homes.nonceStore.kept.clear();
    expect((await session(connection)).converged).toBe(true);
    expect(connection.traffic().roundTrips).toBe(2); // first contact: the nonce is one more
    connection.close();
    const again = homes.connect();
    expect((await session(again)).converged).toBe(true);
    const { roundTrips, bytesSent, bytesReceived } = again.traffic();
    expect(roundTrips).toBe(1);
    expect(bytesSent).toBeLessThan(2_048);
    expect(bytesReceived).toBeLessThan(2_048);
    expect(bytesSent).toBeGreaterThan(300);
    expect(homes.defects).toEqual([]);
  });

  it('TRN-11: pulls what the other side wrote, and a restart of the called node costs one round trip', async () => {
    writeRecords(3);
    await session();
    const port = homes.server.port;
    await homes.server.close();
    await homes.restart();
    expect(homes.server.port).not.toBe(port);
    const connection = homes.connect();
    expect((await session(connection)).converged).toBe(true);
    expect(connection.traffic().roundTrips).toBe(2);
  });

  it('TRN-9: carries a page in little more than its own size', async () => {
    writeRecords(400);
    const empty = homes.connect({ self: homes.kr });
    const report = await session(empty);
    expect(report.converged).toBe(true);
    homes.nonceStore.kept.clear();
    const { client, traffic } = homes.connect();
    const { spaces } = { spaces: homes.th.replica.spacesFor(homes.kr.service.writer) };
    const space = spaces[0]?.space as string;
    await client.call('hello', standing);
    const before = traffic().bytesReceived;
    const answer = (await client.call('pull', { wants: [{ space, lane: 'record', have: [] }] })) as { page: string };
    const page = Buffer.from(answer.page, 'base64').length;
    expect(page).toBeGreaterThan(100_000);
    expect((traffic().bytesReceived - before) / page).toBeLessThan(1.03);
  });
});

describe('the called node', () => {
  it('refuses a token that was used before, without a word of why it would be right', async () => {
    const { service } = homes.kr;
    const nonce = await challenge();
    const claims = { writer: service.writer, audience: homes.th.service.writer, nonce, path: 'hello' };
    const authorization = `Bearer ${await signCallToken(claims, service.signing)}`;
    expect(await hello({ authorization })).toMatch(/^HTTP\/1\.1 200 /);
    const replayed = await hello({ authorization });
    expect(replayed).toMatch(/^HTTP\/1\.1 401 /);
    expect(replayed).toContain('call-nonce-stale');
    expect(replayed).toMatch(/^liaison-nonce: /m);
  });

  it('refuses strangers, tokens for another node or call, and gives them no nonce', async () => {
    const { service } = homes.kr;
    const nonce = await challenge();
    const right = { writer: service.writer, audience: homes.th.service.writer, nonce, path: 'hello' };
    const wrong = [
      { ...right, audience: service.writer },
      { ...right, path: 'push' },
      { ...right, writer: homes.kr.officerKeys.writer },
    ];
    for (const claims of wrong) {
      const answer = await hello({ authorization: `Bearer ${await signCallToken(claims, service.signing)}` });
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer).not.toMatch(/liaison-nonce/);
    }
    const officer = { ...right, writer: homes.kr.officerKeys.writer };
    const asOfficer = `Bearer ${await signCallToken(officer, homes.kr.officerKeys.signing)}`;
    expect(await hello({ authorization: asOfficer })).toMatch(/^HTTP\/1\.1 403 /);
    expect(await hello({ authorization: 'Bearer x.y.z' })).toMatch(/^HTTP\/1\.1 403 /);
    homes.nowMs += 200_000;
    const late = `Bearer ${await signCallToken(right, service.signing)}`;
    expect(await hello({ authorization: late })).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('ERR-2, TRN-10: leaks neither stack nor path when input is wrong', async () => {
    const { client } = homes.connect();
    const wrong = { documents: 'x' } as unknown as CallInput<'hello'>;
    await expect(client.call('hello', wrong)).rejects.toMatchObject({
      code: 'peer-refused',
      data: { code: 'bad-request' },
    });
    const { service } = homes.kr;
    const claims = {
      writer: service.writer,
      audience: homes.th.service.writer,
      nonce: await challenge(),
      path: 'hello',
    };
    const answer = await hello(
      { authorization: `Bearer ${await signCallToken(claims, service.signing)}` },
      '{"root":1}',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toMatch(/stack|node_modules|\.ts|zod/i);
  });

  it('refuses a cross-site form, another host and a body over the limit before reading it', async () => {
    const type = { 'content-type': 'multipart/form-data; boundary=x' };
    expect(await hello({ ...type, origin: 'https://evil.example' })).toMatch(/^HTTP\/1\.1 403 /);
    expect(await hello(type)).toMatch(/^HTTP\/1\.1 415 /);
    expect(await hello({ host: 'rebound.example' })).toMatch(/^HTTP\/1\.1 421 /);
    expect(await hello({ 'content-length': '99999999' })).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('cuts a caller that sends its headers too slowly', async () => {
    const limits: Partial<TransportLimits> = { headersMsMax: 150, requestMsMax: 200, connectionsCheckMs: 50 };
    const slow = await TransportHomes.start(limits);
    const started = performance.now();
    const answer = await rawExchange(slow.server.port, 'POST /peer/hello HTTP/1.1\r\nhost: x\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - started).toBeLessThan(3_000);
    await slow.stop();
  });
});

describe('a compressed request', () => {
  const coded = async (body: Buffer) => {
    const { service } = homes.kr;
    const claims = {
      writer: service.writer,
      audience: homes.th.service.writer,
      nonce: await challenge(),
      path: 'hello',
    };
    const headers = {
      ...jsonHeaders(''),
      'content-length': String(body.length),
      'content-encoding': 'deflate',
      authorization: `Bearer ${await signCallToken(claims, service.signing)}`,
    };
    return rawExchange(homes.server.port, requestText('/peer/hello', headers, body.toString('latin1')));
  };

  it('TRN-9: is inflated up to the limit of its body and no further', async () => {
    expect(await coded(deflateSync(JSON.stringify(standing)))).toMatch(/^HTTP\/1\.1 200 /);
    const bomb = deflateSync(Buffer.alloc(64_000_000, 0x20));
    for (const wrong of [bomb, Buffer.from('no zlib'), deflateSync(JSON.stringify(standing)).subarray(0, -5)]) {
      expect(await coded(wrong)).toMatch(/^HTTP\/1\.1 413 /);
    }
    expect(homes.defects).toEqual([]);
  });

  it('TRN-9: is smaller, and what is fetched is too', async () => {
    writeRecords(100);
    const up = homes.connect();
    expect(await session(up)).toMatchObject({ converged: true });
    const rows = homes.th.replica.spacesFor(homes.kr.service.writer).map(({ space }) => ({ space, lane: 'record' }));
    const page = homes.th.replica.select(
      homes.kr.service.writer,
      rows.map((row) => ({ ...row, have: [] })) as never,
      4_000_000,
    );
    expect(page.entries.length).toBe(101);
    expect(up.traffic().bytesSent).toBeLessThan(0.5 * encodePage(page.entries).length);
  });
});

describe('the calling node', () => {
  it('DIR-7, TRN-1: sends nothing to whoever has another certificate', async () => {
    let bytes = 0;
    const impostor = await serve((socketBytes) => {
      bytes += socketBytes;
    });
    const connection = homes.connect({ address: impostor.address });
    expect((await session(connection)).error).toMatchObject({ code: 'peer-pin-mismatch' });
    expect(bytes).toBe(0);
    expect(connection.traffic()).toMatchObject({ bytesSent: 0, bytesReceived: 0 });
    await impostor.close();
  });

  it('says when nobody listens', async () => {
    await homes.server.close();
    expect((await session()).error).toMatchObject({ code: 'peer-unreachable' });
    await homes.restart();
  });

  const answers: [string, string, (write: Write) => void][] = [
    ['peer-answer-malformed', 'a bomb', (write) => write(200, deflateSync(Buffer.alloc(64_000_000)), 'deflate')],
    ['peer-answer-malformed', 'no JSON', (write) => write(200, Buffer.from('<html>'))],
    ['peer-answer-malformed', 'another form', (write) => write(200, Buffer.from('{"result":{"data":{"equal":true}}}'))],
    ['peer-answer-malformed', 'too much', (write) => write(200, Buffer.alloc(8_000_000, 0x20))],
    ['peer-answer-malformed', 'an unknown coding', (write) => write(200, Buffer.from('{}'), 'br')],
    ['peer-timeout', 'silence', () => undefined],
    ['peer-refused', 'one 401 after the other', (write) => write(401, Buffer.from('{}'))],
  ];
  it.each(answers)('gives %s for %s', async (code, _name, answer) => {
    const hostile = await serve(() => undefined, answer);
    homes.nonceStore.kept.set(homes.th.service.writer, 'x'.repeat(22));
    // a short patience only where silence is the point: a busy machine is silent as well
    const limits = code === 'peer-timeout' ? { silenceMsMax: 300 } : {};
    const connection = homes.connect({ address: hostile.address, limits });
    expect((await session(connection)).error).toMatchObject({ code });
    connection.close();
    await hostile.close();
  });

  it('notices a peer that stops in the middle of an answer', async () => {
    const hostile = await serve(
      () => undefined,
      undefined,
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
    );
    const connection = homes.connect({ address: hostile.address, limits: { silenceMsMax: 300 } });
    expect((await session(connection)).error).toMatchObject({ code: 'peer-timeout' });
    connection.close();
    await hostile.close();
  });
});

const jsonHeaders = (body: string) => ({
  host: `127.0.0.1:${homes.server.port}`,
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(body)),
});

function hello(headers: Record<string, string>, body = JSON.stringify(standing)): Promise<string> {
  return rawExchange(homes.server.port, requestText('/peer/hello', { ...jsonHeaders(body), ...headers }, body));
}

async function challenge(): Promise<string> {
  return /^liaison-nonce: (\S+)/m.exec(await hello({}))?.[1] as string;
}

type Write = (status: number, body: Buffer, encoding?: string) => void;

/** A server with TH's certificate, or an impostor's when nothing is answered; counts what arrives inside TLS. */
async function serve(onBytes: (count: number) => void, answer?: (write: Write) => void, raw?: string) {
  const own = answer === undefined && raw === undefined;
  const { certificatePem: cert, privateKeyPem: key } = own ? await TransportHomes.start().then(stopped) : homes.tls;
  const server: Server = createServer({ cert, key, minVersion: 'TLSv1.3' }, (request, response) => {
    if (raw !== undefined) request.socket.write(raw);
    answer?.((status, body, encoding) => {
      const headers = { 'content-type': 'application/json', 'liaison-nonce': 'y'.repeat(22) };
      response
        .writeHead(status, encoding === undefined ? headers : { ...headers, 'content-encoding': encoding })
        .end(body);
    });
  });
  server.on('secureConnection', (socket) => socket.on('data', (part: Buffer) => onBytes(part.length)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function stopped(other: TransportHomes) {
  await other.stop();
  return other.tls;
}
