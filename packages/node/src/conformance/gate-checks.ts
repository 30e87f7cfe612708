import { connect } from 'node:tls';
import { type CheckedNode, type ConformanceCheck, notRefused } from './conformance-check.js';
import type { WireRequest } from './wire-exchange.js';

interface GateFault {
  readonly title: string;
  readonly request: WireRequest;
  readonly status: number;
  readonly code: string;
}

const HELLO = '/peer/hello';

/** What a called node refuses before it parses anything (TRN-3). */
const GATE_FAULTS: readonly GateFault[] = [
  { title: 'another method', request: { path: HELLO, method: 'GET' }, status: 405, code: 'method-not-allowed' },
  {
    title: 'a host that it is not',
    request: { path: HELLO, headers: { host: 'rebound.invalid' } },
    status: 421,
    code: 'host-unknown',
  },
  {
    title: 'a foreign origin',
    request: { path: HELLO, headers: { origin: 'https://elsewhere.invalid' } },
    status: 403,
    code: 'origin-refused',
  },
  {
    title: 'an origin of null',
    request: { path: HELLO, headers: { origin: 'null' } },
    status: 403,
    code: 'origin-refused',
  },
  {
    title: 'a script of another site',
    request: { path: HELLO, headers: { 'sec-fetch-site': 'cross-site' } },
    status: 403,
    code: 'origin-refused',
  },
  { title: 'another path', request: { path: '/elsewhere' }, status: 404, code: 'call-unknown' },
  { title: 'two calls in one', request: { path: '/peer/hello,hello' }, status: 404, code: 'call-unknown' },
  {
    title: 'a form',
    request: { path: HELLO, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    status: 415,
    code: 'content-type-refused',
  },
  { title: 'a page as JSON', request: { path: '/peer/push' }, status: 415, code: 'content-type-refused' },
  {
    title: 'a compressed body',
    request: { path: HELLO, headers: { 'content-encoding': 'gzip' } },
    status: 415,
    code: 'content-type-refused',
  },
  {
    title: 'a body without a length',
    request: { path: HELLO, body: '{}', claimedLength: 'none' },
    status: 411,
    code: 'length-required',
  },
  {
    title: 'JSON beyond its size',
    request: { path: HELLO, claimedLength: 2_097_153 },
    status: 413,
    code: 'request-too-large',
  },
  {
    title: 'a page beyond its size',
    request: { path: '/peer/push', headers: { 'content-type': 'application/octet-stream' }, claimedLength: 4_194_305 },
    status: 413,
    code: 'request-too-large',
  },
];

const gateCheck = ({ title, request, status, code }: GateFault): ConformanceCheck => ({
  rules: ['TRN-3', 'TRN-10'],
  title: `refuses ${title}`,
  needsCaller: false,
  run: async ({ send }) => {
    const answer = await send(request);
    return notRefused(answer, status, code) ?? toldTooMuch(answer.text);
  },
});

/** A refusal tells a code, and neither where in the node it arose nor why (TRN-10). */
const toldTooMuch = (text: string): string | undefined =>
  /\bat .+:\d+:\d+|node_modules|"stack"|\/src\//.test(text) ? 'the refusal tells of the inside of the node' : undefined;

async function speaksOldTls({ address }: { readonly address: string }): Promise<boolean> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const options = {
      host: hostname,
      port: Number(port || 443),
      rejectUnauthorized: false,
      maxVersion: 'TLSv1.2',
    } as const;
    const socket = connect(options, () => end(true));
    const end = (spoke: boolean) => {
      socket.destroy();
      resolve(spoke);
    };
    socket.setTimeout(20_000, () => end(false));
    socket.once('error', () => end(false));
  });
}

/** Checks of the gate, which any machine can make. */
export const gateChecks = (address: string): readonly ConformanceCheck[] => [
  {
    rules: ['TRN-1'],
    title: 'speaks TLS 1.3, and nothing older',
    needsCaller: false,
    run: async ({ send }: CheckedNode) => {
      const { tls } = await send({ path: HELLO });
      if (tls !== 'TLSv1.3') return `it agreed on ${tls ?? 'no TLS'}`;
      return (await speaksOldTls({ address })) ? 'it agreed on TLS 1.2' : undefined;
    },
  },
  ...GATE_FAULTS.map(gateCheck),
];
