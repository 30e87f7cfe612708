import { type OpenHome, openPeerConnection, type PeerConnection } from '@liaison/node';
import type { WriterId } from '@liaison/protocol';
import type { TestHome } from './test-home.js';

/** Where a node listens and what proves it, as a caller's directories name it. */
export function nodeOf(caller: OpenHome, called: TestHome) {
  const nodes = caller.replica.context.authority.directories().flatMap(({ claims }) => claims.nodes);
  const node = nodes.find(({ addresses }) => addresses.some((address) => address === called.place.address));
  if (node === undefined) throw new Error(`${called.name} is in no directory`);
  return node;
}

/** A connection to a serving node as an authenticated peer with its own key, to ask what no command asks. */
export function connectAs(caller: OpenHome, called: TestHome): PeerConnection {
  const nonces = new Map<WriterId, string | undefined>();
  const { writer, tlsPin } = nodeOf(caller, called);
  return openPeerConnection({
    address: called.place.address as string,
    tlsPin,
    peer: writer,
    self: caller.replica.home,
    signKey: caller.replica.serviceKey,
    nonceStore: { get: (peer) => nonces.get(peer), set: (peer, nonce) => nonces.set(peer, nonce) },
  });
}
