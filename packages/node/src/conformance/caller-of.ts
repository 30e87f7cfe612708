import type { OpenHome } from '../home/open-home.js';
import type { Caller } from './check-conformance.js';

/** This home as a caller of the node at an address; undefined where no directory names that address. */
export function callerOf(home: OpenHome, address: string): Caller | undefined {
  const { context, serviceKey } = home.replica;
  const nodes = context.authority.directories().flatMap(({ claims }) => claims.nodes);
  const node = nodes.find(({ addresses }) => addresses.includes(address));
  return node && { self: home.replica.home, peer: node.writer, key: serviceKey };
}
