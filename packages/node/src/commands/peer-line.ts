import type { NodeAddress, WriterId } from '@liaison/protocol';
import type { OpenHome } from '../home/open-home.js';
import { claimedTime } from '../replica/clock.js';
import { type NonceStore, openPeerConnection, type PeerConnection } from '../transport/peer-connection.js';

/** The nonce for the next call, from the session before and for the one after: none after a broken line. */
export class HeldNonce implements NonceStore {
  held: string | undefined;

  constructor(home: OpenHome, peer: WriterId) {
    this.held = home.replica.context.store.exchange.peer(peer)?.nonce ?? undefined;
  }

  get(): string | undefined {
    return this.held;
  }

  set(_peer: WriterId, nonce: string | undefined): void {
    this.held = nonce;
  }
}

/** A line to a node as every session opens it. Without a store the first call costs one more round trip. */
export function connectTo(
  home: OpenHome,
  node: NodeAddress,
  nonceStore: NonceStore = { get: () => undefined, set: () => undefined },
): PeerConnection {
  return openPeerConnection({
    address: node.addresses[0] as string,
    tlsPin: node.tlsPin,
    peer: node.writer,
    self: home.replica.home,
    signKey: home.replica.serviceKey,
    introduction: () => home.replica.reading(() => home.replica.introduction()),
    nonceStore,
  });
}

export interface Contact {
  readonly nonce: string | undefined;
  /** Whether it answered at all. */
  readonly reached: boolean;
  readonly converged: boolean;
}

/** Keeps the nonce for the next session, and when there was contact. Inside a note of the home's work. */
export function putContact(home: OpenHome, writer: WriterId, { nonce, reached, converged }: Contact): void {
  const { clock, store } = home.replica.context;
  const now = claimedTime(clock);
  const known = store.exchange.peer(writer);
  store.exchange.putPeer({
    writer,
    nonce: nonce ?? null,
    contacted: reached ? now : (known?.contacted ?? null),
    converged: converged ? now : (known?.converged ?? null),
  });
}
