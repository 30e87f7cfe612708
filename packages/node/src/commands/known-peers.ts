import type { NodeAddress } from '@liaison/protocol';
import type { ReplicaContext } from '../replica/replica-context.js';

/** A node that can be called. */
export interface Peer {
  /** Code of its member. */
  readonly name: string;
  readonly node: NodeAddress;
}

/** Every node that the directories name with an address and nobody has reported, the own member's first. */
export function knownPeers(context: ReplicaContext): Peer[] {
  const { authority } = context;
  const leading = [...authority.members()].flatMap((member) => authority.directory(member) ?? []);
  const peers = leading.flatMap((directory) =>
    directory.claims.nodes
      .filter((node) => node.writer !== context.home && node.addresses.length > 0 && !authority.isRevoked(node.writer))
      .map((node) => ({ name: directory.member as string, node })),
  );
  const own = (peer: Peer) => (peer.name === context.member ? 0 : 1);
  return peers.sort((a, b) => own(a) - own(b) || (a.name < b.name ? -1 : 1));
}
