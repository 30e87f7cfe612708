import { describe, expect, it } from 'vitest';
import { passGate } from './request-gate.js';
import { TRANSPORT_LIMITS } from './transport-limits.js';

const rules = { hosts: new Set(['node.th.example:4400']), limits: TRANSPORT_LIMITS };
const honest = { host: 'node.th.example:4400', 'content-type': 'application/json', 'content-length': '2' };
const pass = (headers: Record<string, string | undefined>, url = '/peer/hello', method = 'POST') =>
  passGate({ method, url, headers: { ...honest, ...headers } }, rules);

describe('the gate', () => {
  it('lets honest calls through', () => {
    expect(pass({})).toMatchObject({ ok: true, procedure: 'hello', length: 2 });
    expect(pass({ host: 'NODE.TH.EXAMPLE:4400', origin: 'https://node.th.example:4400' })).toMatchObject({ ok: true });
    expect(pass({ 'content-type': 'application/octet-stream' }, '/peer/push')).toMatchObject({ ok: true });
  });

  const refused: [string, number, Record<string, string | undefined>, string?, string?][] = [
    ['another host', 421, { host: 'evil.example' }],
    ['no host', 421, { host: undefined }],
    ['another origin', 403, { origin: 'https://evil.example' }],
    ['the origin null', 403, { origin: 'null' }],
    ['an origin without TLS', 403, { origin: 'http://node.th.example:4400' }],
    ['a cross-site fetch', 403, { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch', 403, { 'sec-fetch-site': 'same-site' }],
    ['multipart', 415, { 'content-type': 'multipart/form-data; boundary=x' }],
    ['text', 415, { 'content-type': 'text/plain' }],
    ['no type', 415, { 'content-type': undefined }],
    ['a page to another call', 415, { 'content-type': 'application/octet-stream' }],
    ['JSON as a page', 415, {}, '/peer/push'],
    ['a body compressed in another way', 415, { 'content-encoding': 'gzip' }],
    ['JSON as a part of a page', 415, {}, '/peer/pushPart'],
    ['no length', 411, { 'content-length': undefined }],
    ['chunks', 411, { 'transfer-encoding': 'chunked' }],
    ['a huge body', 413, { 'content-length': String(TRANSPORT_LIMITS.jsonBytesMax + 1) }],
    ['GET', 405, {}, '/peer/hello', 'GET'],
    ['another path', 404, {}, '/desk/hello'],
    ['a batch', 404, {}, '/peer/hello,hello?batch=1'],
    ['a query', 404, {}, '/peer/hello?input=1'],
  ];
  it.each(refused)('refuses %s with %i', (_name, status, headers, url, method) => {
    expect(pass(headers, url, method)).toMatchObject({ ok: false, status });
  });
});
