import {
  type CallingHome,
  type CheckedNode,
  type ConformanceCheck,
  codeOf,
  notRefused,
  type TokenParts,
} from './conformance-check.js';
import type { WireAnswer } from './wire-exchange.js';

const HELLO = '/peer/hello';
const NONCE = /^[A-Za-z0-9_-]{1,100}$/;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** `hello` with a token; its input is no standing, so that a call that is let in ends as `bad-request`. */
const helloWith = ({ send }: CheckedNode, token: string): Promise<WireAnswer> =>
  send({ path: HELLO, headers: bearer(token), body: '{}' });

const withoutNonce = ({ headers }: WireAnswer): string | undefined =>
  NONCE.test(String(headers['liaison-nonce'] ?? '')) ? undefined : 'the answer carries no nonce of the right form';

async function forgedToken(node: CheckedNode, parts: Omit<TokenParts, 'path' | 'nonce'>, path = 'hello') {
  const caller = node.caller as CallingHome;
  return helloWith(node, await caller.token({ path, nonce: await caller.challenge(), ...parts }));
}

const refusedToken = (
  title: string,
  code: string,
  parts: Omit<TokenParts, 'path' | 'nonce'>,
  path?: string,
): ConformanceCheck => ({
  rules: ['TRN-5', 'TRN-8'],
  title: `refuses ${title}`,
  needsCaller: true,
  run: async (node) => notRefused(await forgedToken(node, parts, path), 403, code),
});

/** What strangers see of calls: challenges, and refusals of what is no token. */
const strangerChecks: readonly ConformanceCheck[] = [
  {
    rules: ['TRN-6', 'TRN-7'],
    title: 'answers a call without a token with a challenge',
    needsCaller: false,
    run: async ({ send }) => {
      const answer = await send({ path: HELLO, body: '{}' });
      return notRefused(answer, 401, 'call-token-missing') ?? withoutNonce(answer);
    },
  },
  ...['x', 'a.b.c', `${'A'.repeat(5_000)}.A.A`].map((token) => ({
    rules: ['TRN-4'],
    title: `refuses a token of ${token.length} characters that is none`,
    needsCaller: false,
    run: async (node: CheckedNode) => notRefused(await helloWith(node, token), 403, 'call-token-malformed'),
  })),
  {
    rules: ['TRN-12'],
    title: 'refuses an introduction without a directory',
    needsCaller: false,
    run: async ({ send }) => {
      const answer = await send({ path: '/peer/introduce', body: '{}' });
      // it may be busy with other strangers
      return codeOf(answer) === 'introductions-too-many'
        ? undefined
        : notRefused(answer, 400, 'introduction-malformed');
    },
  },
];

/** A nonce serves one call; a challenge is spent by a right signature only (TRN-6, TRN-7). */
const nonceChecks: readonly ConformanceCheck[] = [
  {
    rules: ['TRN-6'],
    title: 'gives a nonce with every answer, which serves one call',
    needsCaller: true,
    run: async (node) => {
      const caller = node.caller as CallingHome;
      const token = await caller.token({ path: 'hello', nonce: await caller.challenge() });
      const first = await helloWith(node, token);
      const next = String(first.headers['liaison-nonce'] ?? '');
      const wrong = notRefused(first, 400, 'bad-request') ?? withoutNonce(first);
      if (wrong !== undefined) return wrong;
      const again = notRefused(await helloWith(node, token), 401, 'call-nonce-stale');
      const second = await helloWith(node, await caller.token({ path: 'hello', nonce: next }));
      return again ?? notRefused(second, 400, 'bad-request');
    },
  },
  {
    rules: ['TRN-7'],
    title: 'lets a stranger spend no challenge',
    needsCaller: true,
    run: async (node) => {
      const caller = node.caller as CallingHome;
      const nonce = await caller.challenge();
      await helloWith(node, await caller.token({ path: 'hello', nonce, forged: 'this-home' }));
      return notRefused(await helloWith(node, await caller.token({ path: 'hello', nonce })), 400, 'bad-request');
    },
  },
  {
    rules: ['TRN-7'],
    title: 'answers a nonce that it never gave with a challenge',
    needsCaller: true,
    run: async (node) => {
      const token = await (node.caller as CallingHome).token({ path: 'hello', nonce: 'AAAAAAAAAAAAAAAAAAAAAA' });
      const answer = await helloWith(node, token);
      return notRefused(answer, 401, 'call-nonce-stale') ?? withoutNonce(answer);
    },
  },
];

export const tokenChecks: readonly ConformanceCheck[] = [
  ...strangerChecks,
  refusedToken('a writer that nobody certified', 'call-writer-unknown', { forged: 'stranger' }),
  refusedToken('a signature of another key', 'signature-wrong', { forged: 'this-home' }),
  refusedToken('a token for another node', 'call-audience-wrong', { audience: 'AAAAAAAAAAAAAAAAAAAAAA' }),
  refusedToken('a token for another call', 'call-path-wrong', {}, 'pull'),
  ...nonceChecks,
];
