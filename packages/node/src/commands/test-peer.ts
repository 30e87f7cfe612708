import { LiaisonError } from '@liaison/protocol';
import { askPeer, comparedView } from '@liaison/sync';
import type { OpenHome } from '../home/open-home.js';
import { knockAt, meetPeer } from '../transport/meet-peer.js';
import { transportError } from '../transport/transport-errors.js';
import { inPlainWords } from './at-the-door.js';
import type { Peer } from './known-peers.js';
import { connectTo, HeldNonce, putContact } from './peer-line.js';
import { choosePeers } from './sync-peers.js';

export const PEER_STEPS = ['address', 'tls-pin', 'identity', 'version', 'audience', 'trial'] as const;
export type PeerStepName = (typeof PEER_STEPS)[number];

/** One step of the test, in the order in which they build on each other. */
export interface PeerStep {
  readonly step: PeerStepName;
  /** `skipped`: one before it failed, so nothing can be said. */
  readonly state: 'ok' | 'failed' | 'skipped';
  /** A stable code where it failed; null else. */
  readonly code: string | null;
  readonly sentence: string;
  readonly next: string | null;
}

export interface PeerTest {
  readonly peer: string;
  readonly writer: string;
  readonly address: string;
  readonly ok: boolean;
  readonly steps: readonly PeerStep[];
}

/**
 * Tries a peer step by step and changes nothing on either side: is the address there, is it the node the directory names,
 * does it take this home's word, does it speak this version, is there a space that both may hold, and does a trial
 * comparison work. Throws `peer-unknown`; everything that hinders the exchange is a failed step.
 */
export async function testPeer(
  home: OpenHome,
  wanted: string,
  onStep: (steps: readonly PeerStep[]) => void = () => undefined,
): Promise<PeerTest> {
  const { replica } = home;
  const [peer] = replica.reading(() => choosePeers(replica.context, wanted)) as [Peer];
  const address = peer.node.addresses[0] as string;
  const steps: PeerStep[] = [];
  const failed = await firstFailure(trials(home, peer, address), (step) => {
    steps.push(step);
    onStep([...steps]);
  });
  for (const step of PEER_STEPS.slice(steps.length)) {
    steps.push({ step, state: 'skipped', code: null, sentence: 'Not tried: an earlier step failed.', next: null });
  }
  onStep([...steps]);
  return { peer: peer.name, writer: peer.node.writer, address, ok: !failed, steps };
}

/** A step's work gives the sentence for when it went well. */
interface Trial {
  readonly step: PeerStepName;
  run(): Promise<string> | string;
}

async function firstFailure(all: readonly Trial[], onStep: (step: PeerStep) => void): Promise<boolean> {
  for (const { step, run } of all) {
    try {
      onStep({ step, state: 'ok', code: null, sentence: await run(), next: null });
    } catch (error) {
      onStep(failedStep(step, error));
      return true;
    }
  }
  return false;
}

function failedStep(step: PeerStepName, error: unknown): PeerStep {
  const known = error instanceof LiaisonError ? error : transportError('peer-unreachable', undefined, { cause: error });
  const { code, message, next } = inPlainWords(known).toJSON();
  return { step, state: 'failed', code, sentence: message, next };
}

type HelloAnswer = Awaited<ReturnType<typeof sayHello>>;

function trials(home: OpenHome, peer: Peer, address: string): Trial[] {
  let hello: HelloAnswer | undefined;
  return [
    {
      step: 'address',
      run: async () => {
        await knockAt(address);
        return `Something answers at ${address}.`;
      },
    },
    {
      step: 'tls-pin',
      run: async () => {
        await meetPeer(address, peer.node.tlsPin);
        return `It holds the certificate that the directory of ${peer.name} names.`;
      },
    },
    {
      step: 'identity',
      run: async () => {
        hello = await sayHello(home, peer);
        return 'It knows this home and took its signed call.';
      },
    },
    { step: 'version', run: () => 'It speaks version 1 of the protocol and gave an answer of the promised form.' },
    { step: 'audience', run: () => audienceInWords(home, peer) },
    { step: 'trial', run: () => trialInWords(hello as HelloAnswer) },
  ];
}

/** One call with this home's standing: what every session begins with. Answers of another form are `peer-answer-malformed`. */
async function sayHello(home: OpenHome, peer: Peer) {
  const nonce = new HeldNonce(home, peer.node.writer);
  const connection = connectTo(home, peer.node, nonce);
  let reached = false;
  try {
    const { standing } = comparedView(home.replica, peer.node.writer);
    const theirs = await askPeer(connection.client, 'hello', standing);
    reached = true;
    return { own: standing, theirs };
  } finally {
    connection.close();
    await home.work.note(() => putContact(home, peer.node.writer, { nonce: nonce.held, reached, converged: false }));
  }
}

function audienceInWords(home: OpenHome, peer: Peer): string {
  const shared = home.replica.reading(() => home.replica.spacesFor(peer.node.writer)).length;
  if (shared > 0) return `${shared} ${shared === 1 ? 'space is' : 'spaces are'} shared with it.`;
  throw new LiaisonError(
    'nothing-shared',
    `No space of this home may be held by ${peer.name}.`,
    'Create a space with it, ask the owner of one to take it in, or look at the scope of this machine.',
  );
}

function trialInWords({ own, theirs }: HelloAnswer): string {
  if (own.root === theirs.root && own.scope === theirs.scope && own.documents === theirs.documents)
    return 'Both hold the same: there is nothing to exchange.';
  return 'A comparison worked; there is something to exchange. Sync to do it.';
}
