import { describe, expect, test } from 'vitest';
import { passWebGate, type WebRequestHead } from './web-gate.js';

const rules = {
  origins: new Map([
    ['127.0.0.1:4711', 'http://127.0.0.1:4711'],
    ['desk.example', 'https://desk.example'],
  ]),
  limits: { jsonBytesMax: 1_000, urlBytesMax: 100 },
};
const own = { host: '127.0.0.1:4711', 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:4711' };
const posted = { ...own, 'content-type': 'application/json', 'content-length': '2' };

const outcome = (head: WebRequestHead) => {
  const passage = passWebGate(head, rules);
  return passage.ok ? passage.to : passage.code;
};

describe('WEB-2 the gate before the desk', () => {
  const post = (change: Record<string, string | undefined>) =>
    outcome({ method: 'POST', url: '/trpc/record.edit', headers: { ...posted, ...change } });
  const get = (change: Record<string, string | undefined>, url = '/trpc/record.show?input=%7B%7D') =>
    outcome({ method: 'GET', url, headers: { ...own, origin: undefined, ...change } });

  test("lets the desk's own pages through", () => {
    expect(post({})).toBe('call');
    expect(post({ 'content-type': 'application/json; charset=utf-8' })).toBe('call');
    expect(get({})).toBe('call');
    expect(outcome({ method: 'GET', url: '/', headers: { host: own.host } })).toBe('file');
    expect(post({ host: 'DESK.example', origin: 'https://desk.example' })).toBe('call');
  });

  test('a name that is not its own is refused, as after a rebound name', () => {
    for (const host of [
      undefined,
      '',
      'evil.example:4711',
      '127.0.0.1',
      '127.0.0.1:4712',
      '127.0.0.1:4711.evil.example',
    ]) {
      expect([host, post({ host })]).toEqual([host, 'host-unknown']);
      expect([host, get({ host }, '/')]).toEqual([host, 'host-unknown']);
    }
  });

  test('another origin is refused, compared as text', () => {
    const others = [
      'null',
      'https://127.0.0.1:4711',
      'http://localhost:4711',
      'http://127.0.0.1:4711/',
      'https://evil.example',
    ];
    for (const origin of others) {
      expect([origin, post({ origin })]).toEqual([origin, 'origin-refused']);
      expect([origin, get({ origin })]).toEqual([origin, 'origin-refused']);
    }
    expect(post({ origin: undefined })).toBe('origin-refused');
  });

  test('a call from another site, another port or from nowhere is refused', () => {
    for (const site of ['cross-site', 'same-site', 'none', undefined]) {
      expect([site, post({ 'sec-fetch-site': site })]).toEqual([site, 'origin-refused']);
      expect([site, get({ 'sec-fetch-site': site })]).toEqual([site, 'origin-refused']);
    }
  });

  test('a call has one form', () => {
    expect(outcome({ method: 'PUT', url: '/trpc/x', headers: posted })).toBe('method-not-allowed');
    for (const type of [
      undefined,
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
    ]) {
      expect([type, post({ 'content-type': type })]).toEqual([type, 'content-type-refused']);
    }
    expect(post({ 'content-encoding': 'gzip' })).toBe('content-type-refused');
    expect(post({ 'content-length': undefined, 'transfer-encoding': 'chunked' })).toBe('length-required');
    expect(post({ 'content-length': '-1' })).toBe('length-required');
    expect(post({ 'content-length': '1001' })).toBe('request-too-large');
    expect(get({}, `/trpc/x?input=${'x'.repeat(100)}`)).toBe('url-too-long');
    for (const url of ['', '//evil.example/', 'http://evil.example/', '/\u00e9', '/a b', '*']) {
      expect([url, get({}, url)]).toEqual([url, 'url-malformed']);
    }
  });

  test('another site may link to a page, and embed or fetch none', () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(get(link, '/record/1')).toBe('file');
    expect(get({ ...link, 'sec-fetch-dest': 'iframe' }, '/')).toBe('origin-refused');
    expect(get({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, '/assets/a.js')).toBe('origin-refused');
    expect(outcome({ method: 'POST', url: '/', headers: posted })).toBe('method-not-allowed');
  });
});
