import type { Exchange, WireAnswer, WireRequest } from './wire-exchange.js';

/** What a check may use: bare requests, and for those that need one the calls of a known home. */
export interface CheckedNode {
  readonly send: Exchange;
  readonly caller: CallingHome | undefined;
}

/** A home that the checked node knows, so that its calls are let in. */
export interface CallingHome {
  /** A token for a call, as told; what is left out is right. */
  token(call: TokenParts): Promise<string>;
  /** A nonce that the node just gave as a challenge (TRN-7). */
  challenge(): Promise<string>;
}

export interface TokenParts {
  readonly path: string;
  readonly nonce: string;
  /** Who is called, where it shall not be the checked node. */
  readonly audience?: string;
  /** Signed by a key that nobody certified, in the name of this home or of that key's own writer. */
  readonly forged?: 'this-home' | 'stranger';
}

/** One thing that the pages demand of a node and that can be seen from outside. */
export interface ConformanceCheck {
  readonly rules: readonly string[];
  readonly title: string;
  /** Left out where no home calls. */
  readonly needsCaller: boolean;
  /** What is wrong, in words; undefined where the node keeps the rules. */
  readonly run: (node: CheckedNode) => Promise<string | undefined>;
}

interface Refusal {
  readonly error?: { readonly data?: { readonly liaison?: unknown } };
}

/** The code of a refusal; undefined where the answer is none. */
export const codeOf = ({ json }: WireAnswer): unknown => (json as Refusal | undefined)?.error?.data?.liaison;

/** What is wrong with an answer that should have been this refusal. */
export function notRefused(answer: WireAnswer, status: number, code: string): string | undefined {
  if (answer.status === status && codeOf(answer) === code) return undefined;
  return `expected ${status} ${code}, got ${answer.status} ${String(codeOf(answer) ?? 'without a code')}`;
}

/** A call by a home that is let in, under a fresh challenge. */
export async function call(node: CheckedNode, path: string, request: Partial<WireRequest>): Promise<WireAnswer> {
  const caller = node.caller as CallingHome;
  const token = await caller.token({ path, nonce: await caller.challenge() });
  const { headers, ...rest } = request;
  return node.send({ path: `/peer/${path}`, ...rest, headers: { authorization: `Bearer ${token}`, ...headers } });
}

/** What was answered to a call that succeeded. */
export const resultOf = ({ json }: WireAnswer): unknown =>
  (json as { result?: { data?: unknown } } | undefined)?.result?.data;
