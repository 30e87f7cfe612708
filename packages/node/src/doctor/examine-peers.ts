import { LiaisonError } from '@liaison/protocol';
import { knownPeers, type Peer } from '../commands/known-peers.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { meetPeer } from '../transport/meet-peer.js';
import { transportError } from '../transport/transport-errors.js';
import { type Finding, findingOfError } from './findings.js';

const AT_ONCE = 8;

/**
 * Whether each node that a directory names answers at its address and proves the pinned certificate. Nothing is sent to
 * it: the connection ends after the handshake.
 */
export async function examinePeers(context: ReplicaContext): Promise<Finding[]> {
  const peers = knownPeers(context);
  const found: Finding[] = [];
  for (let i = 0; i < peers.length; i += AT_ONCE) {
    found.push(...(await Promise.all(peers.slice(i, i + AT_ONCE).map(examinePeer))).flat());
  }
  return found;
}

async function examinePeer({ name, node }: Peer): Promise<Finding[]> {
  const address = node.addresses[0] as string;
  try {
    await meetPeer(address, node.tlsPin);
    return [];
  } catch (error) {
    const known =
      error instanceof LiaisonError ? error : transportError('peer-unreachable', undefined, { cause: error });
    const severity = known.code === 'peer-pin-mismatch' ? 'error' : 'warning';
    const { message, ...rest } = findingOfError(known, severity, node.writer);
    return [{ ...rest, message: `${name} at ${address}: ${message}` }];
  }
}
