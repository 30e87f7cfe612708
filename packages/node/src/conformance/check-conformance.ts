import { createSigningKey, type SigningKey, signCallToken, writerIdOf } from '@liaison/identity';
import { LiaisonError, type WriterId } from '@liaison/protocol';
import { systemRandom } from '../home/system-random.js';
import { callChecks } from './call-checks.js';
import type { CallingHome, CheckedNode, ConformanceCheck } from './conformance-check.js';
import { gateChecks } from './gate-checks.js';
import { tokenChecks } from './token-checks.js';
import { type Exchange, wireExchange } from './wire-exchange.js';

/** What came of one check: the node keeps its rules, breaks them, or nobody could call. */
export interface CheckOutcome {
  readonly rules: readonly string[];
  readonly title: string;
  readonly outcome: 'kept' | 'broken' | 'left-out';
  /** What is wrong, or why it was left out. */
  readonly why?: string;
}

export interface ConformanceReport {
  readonly address: string;
  readonly checks: readonly CheckOutcome[];
  readonly kept: number;
  readonly broken: number;
  readonly leftOut: number;
  /** Every rule that a check looked at, sorted. */
  readonly rules: readonly string[];
}

/** Who calls: the service writer of a home that the checked node knows, and the checked node as its directory names it. */
export interface Caller {
  readonly self: WriterId;
  readonly peer: WriterId;
  readonly key: SigningKey;
}

/**
 * Runs the rules of the wire against a live node, one after the other. It asks for nothing that the caller may not see and
 * changes nothing but the refusals that the node keeps for inspection. Throws `peer-unreachable` where nobody answers.
 */
export async function checkConformance(address: string, caller?: Caller): Promise<ConformanceReport> {
  const send = wireExchange(address);
  await send({ path: '/peer/hello' }).catch((error: unknown) => {
    throw unreachable(address, error);
  });
  const node: CheckedNode = { send, caller: caller && callingHome(caller, send) };
  const checks: CheckOutcome[] = [];
  for (const check of [...gateChecks(address), ...tokenChecks, ...callChecks])
    checks.push(await outcomeOf(check, node));
  const count = (outcome: CheckOutcome['outcome']) => checks.filter((one) => one.outcome === outcome).length;
  const looked = checks.filter(({ outcome }) => outcome !== 'left-out').flatMap(({ rules }) => rules);
  return {
    address,
    checks,
    kept: count('kept'),
    broken: count('broken'),
    leftOut: count('left-out'),
    rules: [...new Set(looked)].sort(),
  };
}

async function outcomeOf(check: ConformanceCheck, node: CheckedNode): Promise<CheckOutcome> {
  const { rules, title, needsCaller, run } = check;
  if (needsCaller && node.caller === undefined) {
    return { rules, title, outcome: 'left-out', why: 'it needs a home that the node knows: give --home' };
  }
  try {
    const why = await run(node);
    return why === undefined ? { rules, title, outcome: 'kept' } : { rules, title, outcome: 'broken', why };
  } catch (error) {
    return { rules, title, outcome: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
}

function callingHome({ self, peer, key }: Caller, send: Exchange): CallingHome {
  const stranger = createSigningKey(systemRandom);
  return {
    challenge: async () => String((await send({ path: '/peer/hello' })).headers['liaison-nonce'] ?? ''),
    token: ({ path, nonce, audience = peer, forged }) => {
      const writer = forged === 'stranger' ? writerIdOf('XX', stranger.publicKey) : self;
      return signCallToken({ writer, audience, nonce, path }, forged === undefined ? key : stranger);
    },
  };
}

const unreachable = (address: string, cause: unknown) =>
  new LiaisonError(
    'peer-unreachable',
    `Nobody answers at ${address}.`,
    'Check the address, and that a node runs there.',
    {
      cause,
    },
  );
