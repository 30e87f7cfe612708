import { type Directory, type SigningKey, signDirectory } from '@liaison/identity';
import type { NodeAddress, WriterId } from '@liaison/protocol';
import { claimedTime } from '../replica/clock.js';
import type { Replica } from '../replica/replica.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { refuseCopied } from '../replica/rights/copied-home.js';
import { settleHolds } from '../replica/rights/revocation.js';
import { homeError } from './home-errors.js';

/** What the next version of the own member's directory says beyond the last one. */
export interface DirectoryChange {
  /** Tokens of new certificates; certificates are never taken back. */
  readonly certificates?: readonly string[];
  /** Each takes the place of what was said about the same node; the others stay. */
  readonly nodes?: readonly NodeAddress[];
  /** Nodes that are no more. */
  readonly nodesGone?: readonly WriterId[];
  /** Writers whose keys are no longer trusted; never taken back. */
  readonly revoked?: readonly WriterId[];
  /** The next version makes a copied home a writer of its own: the one thing that it still signs. */
  readonly endsCopy?: boolean;
}

/** The own member's directory as it stands here. Throws `home-damaged` when there is none. */
export function ownDirectory(context: ReplicaContext): Directory {
  const directory = context.authority.directory(context.member);
  if (directory === undefined) throw homeError('home-damaged', 'the directory of its own member is missing');
  return directory;
}

/** A change that says nothing new makes no new version. */
function publishInTransaction(context: ReplicaContext, change: DirectoryChange, key: SigningKey): Directory {
  if (change.endsCopy !== true) refuseCopied(context);
  const current = ownDirectory(context);
  if (key.publicKey !== current.directoryKey) throw homeError('directory-key-wrong');
  const next = nextLists(current, change, claimedTime(context.clock));
  if (saysTheSame(current, next)) return current;
  const { claims } = current;
  const version = { version: claims.version + 1, previous: current.id, at: claimedTime(context.clock) };
  const admitted = context.authority.admitDirectory(signDirectory({ ...claims, ...next, ...version }, key).token);
  if (!admitted.ok) throw admitted.error;
  const directory = ownDirectory(context);
  settleHolds(context);
  return directory;
}

function nextLists({ claims, revoked }: Directory, change: DirectoryChange, at: string) {
  const nodes = new Map(claims.nodes.map((node) => [node.writer, node]));
  for (const node of change.nodes ?? []) nodes.set(node.writer, node);
  for (const writer of change.nodesGone ?? []) nodes.delete(writer);
  const marks = new Set(change.revoked ?? []);
  for (const writer of revoked) marks.delete(writer);
  return {
    certificates: [...new Set([...claims.certificates, ...(change.certificates ?? [])])],
    nodes: [...nodes.values()],
    revoked: [...claims.revoked, ...[...marks].map((writer) => ({ writer, at }))],
  };
}

function saysTheSame({ claims }: Directory, next: ReturnType<typeof nextLists>): boolean {
  return (
    claims.certificates.length === next.certificates.length &&
    claims.revoked.length === next.revoked.length &&
    JSON.stringify(claims.nodes) === JSON.stringify(next.nodes)
  );
}

/**
 * Makes the next version of the own member's directory in one transaction with what `together` does before it. Throws
 * `home-copied`, `directory-key-wrong`, or what the directory's own rules refuse; then nothing has changed.
 */
export function changeDirectory(
  replica: Replica,
  change: DirectoryChange,
  key: SigningKey,
  together: () => void = () => {},
): Directory {
  return replica.transaction(() => {
    together();
    return publishInTransaction(replica.context, change, key);
  });
}
