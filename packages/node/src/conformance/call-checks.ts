import { isDeepStrictEqual } from 'node:util';
import { type CheckedNode, type ConformanceCheck, call, codeOf, notRefused, resultOf } from './conformance-check.js';
import type { WireAnswer } from './wire-exchange.js';

const HASH = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const NO_HASH = 'A'.repeat(43);
const STANDING = { documents: NO_HASH, scope: NO_HASH, root: NO_HASH };
const OCTETS = { 'content-type': 'application/octet-stream' };
const EMPTY_PAGE = Uint8Array.of(0x4c, 0x50, 1);

const ask = (node: CheckedNode, path: string, input: object): Promise<WireAnswer> =>
  call(node, path, { body: JSON.stringify(input) });
const push = (node: CheckedNode, body: Uint8Array): Promise<WireAnswer> =>
  call(node, 'push', { body, headers: OCTETS });

const failed = (answer: WireAnswer): string => `the call failed: ${answer.status} ${String(codeOf(answer) ?? '')}`;

const check = (rules: readonly string[], title: string, run: ConformanceCheck['run']): ConformanceCheck => ({
  rules,
  title,
  needsCaller: true,
  run,
});

const standings: readonly ConformanceCheck[] = [
  check(['SYN-1', 'TRN-2'], 'tells its standing', async (node) => {
    const answer = await ask(node, 'hello', STANDING);
    const standing = resultOf(answer) as Record<string, unknown> | undefined;
    if (answer.status !== 200 || standing === undefined) return failed(answer);
    const odd = ['documents', 'scope', 'root'].filter((name) => !HASH.test(String(standing[name])));
    return odd.length === 0 ? undefined : `no hash in ${odd.join(', ')}`;
  }),
  check(['SYN-2'], 'ignores members that it does not know, and answers a repeated call alike', async (node) => {
    const answers = [
      await ask(node, 'hello', STANDING),
      await ask(node, 'hello', { ...STANDING, later: { version: 2 } }),
      await ask(node, 'hello', STANDING),
    ];
    const refused = answers.find(({ status }) => status !== 200);
    if (refused !== undefined) return failed(refused);
    const [first, ...others] = answers.map(resultOf);
    return others.every((one) => isDeepStrictEqual(one, first)) ? undefined : 'the answers differ';
  }),
];

const watches: readonly ConformanceCheck[] = [
  check(['POK-1', 'POK-2', 'POK-3'], 'tells a watcher at once what a hello tells, and again in time', async (node) => {
    const standing = resultOf(await ask(node, 'hello', STANDING));
    for (const seen of [undefined, STANDING, standing]) {
      const answer = await ask(node, 'watch', { seconds: 1, ...(seen === undefined ? {} : { seen }) });
      if (answer.status !== 200) return failed(answer);
      if (!isDeepStrictEqual(resultOf(answer), standing)) return 'it is another standing than that of a hello';
    }
    return undefined;
  }),
  check(['POK-1', 'SYN-2'], 'refuses to hold an answer for longer than it may', async (node) =>
    notRefused(await ask(node, 'watch', { seconds: 31 }), 400, 'bad-request'),
  ),
];

const inputs: readonly ConformanceCheck[] = [
  check(['SYN-2'], 'refuses an input of another form', async (node) =>
    notRefused(await ask(node, 'hello', { ...STANDING, root: 7 }), 400, 'bad-request'),
  ),
  check(['SYN-2'], 'refuses an input that is no JSON', async (node) =>
    notRefused(await call(node, 'hello', { body: '{' }), 400, 'bad-request'),
  ),
  check(['SYN-3'], 'refuses to compare more nodes than it must', async (node) => {
    const nodes = Array.from({ length: 513 }, () => ({ prefix: '', digest: NO_HASH }));
    return notRefused(await ask(node, 'compare', { nodes }), 400, 'bad-request');
  }),
  check(['ERR-3', 'TRN-3'], 'refuses a call that version 1 does not have', async (node) =>
    notRefused(await ask(node, 'vote', {}), 404, 'not-found'),
  ),
];

interface PushAnswer {
  readonly entries?: number;
  readonly refused?: { readonly code?: string };
}

const pages: readonly ConformanceCheck[] = [
  check(['PAG-1', 'PAG-5'], 'takes a page without entries, and takes it again', async (node) => {
    for (const _ of [1, 2]) {
      const answer = await push(node, EMPTY_PAGE);
      const { entries, refused } = (resultOf(answer) ?? {}) as PushAnswer;
      if (answer.status !== 200 || refused !== undefined || entries !== 0) return failed(answer);
    }
    return undefined;
  }),
  ...[
    { title: 'bytes that are no page', bytes: Uint8Array.of(0, 1, 2) },
    { title: 'a page of another version', bytes: Uint8Array.of(0x4c, 0x50, 2) },
    { title: 'a page that is cut off', bytes: Uint8Array.of(0x4c, 0x50, 1, 1) },
    { title: 'a length in a long form', bytes: Uint8Array.of(0x4c, 0x50, 1, 0x81, 0, 0x61, 0) },
    { title: 'an entry larger than any page', bytes: Uint8Array.of(0x4c, 0x50, 1, 0xff, 0xff, 0xff, 0x7f) },
  ].map(({ title, bytes }) =>
    check(['PAG-1', 'PAG-4', 'ENC-5'], `refuses ${title}`, async (node) => {
      const { refused } = (resultOf(await push(node, bytes)) ?? {}) as PushAnswer;
      return refused?.code === 'page-malformed' ? undefined : `it answered ${refused?.code ?? 'no refusal'}`;
    }),
  ),
  check(['SIG-1', 'PAG-5'], 'refuses an entry whose token is none', async (node) => {
    const { refused } = (resultOf(await push(node, Uint8Array.of(0x4c, 0x50, 1, 1, 0x61, 0))) ?? {}) as PushAnswer;
    return refused?.code === 'token-malformed' ? undefined : `it answered ${refused?.code ?? 'no refusal'}`;
  }),
];

const unknownSpace: readonly ConformanceCheck[] = [
  check(['SYN-5', 'SYN-9'], 'answers about a space that it does not hold as if there were none', async (node) => {
    const answer = await ask(node, 'pull', { wants: [{ space: NO_HASH, lane: 'record', have: [] }] });
    const { page, more, diverged } = (resultOf(answer) ?? {}) as Record<string, unknown>;
    if (answer.status !== 200) return failed(answer);
    const silent = page === Buffer.from(EMPTY_PAGE).toString('base64') && more === false;
    return silent && isDeepStrictEqual(diverged, []) ? undefined : 'it says something about it';
  }),
  check(['TRN-9'], 'compresses nothing for a caller that accepts no coding', async (node) => {
    const { headers } = await ask(node, 'hello', STANDING);
    return headers['content-encoding'] === undefined ? undefined : `it sent ${headers['content-encoding']}`;
  }),
];

/** Checks that need a home that the node lets in. They change nothing in it but the refusals that it keeps (PAG-5). */
export const callChecks: readonly ConformanceCheck[] = [...standings, ...watches, ...inputs, ...pages, ...unknownSpace];
