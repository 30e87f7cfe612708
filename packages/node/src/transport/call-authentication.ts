import { type NonceLedger, openCallToken } from '@liaison/identity';
import type { WriterId } from '@liaison/protocol';
import type { SyncReplica } from '@liaison/sync';

export interface AuthenticationParts {
  readonly replica: SyncReplica;
  readonly nonces: NonceLedger;
  /** Monotonic clock of this process, milliseconds. */
  monotonicMs(): number;
}

/** `challenge`: not authenticated, try again with this nonce. `refused`: trying again does not help. */
export type Authentication =
  | { readonly kind: 'caller'; readonly caller: WriterId }
  | { readonly kind: 'challenge'; readonly code: string; readonly nonce: string }
  | { readonly kind: 'refused'; readonly code: string };

/**
 * Who calls: a token of a known service writer, made for this node, this procedure and a nonce that this node gave out.
 * The nonce is spent only once the signature holds, so strangers cannot use up anything.
 */
export async function authenticate(
  parts: AuthenticationParts,
  authorization: string | undefined,
  procedure: string,
): Promise<Authentication> {
  const { replica, nonces } = parts;
  const challenge = (code: string): Authentication => ({
    kind: 'challenge',
    code,
    nonce: nonces.challenge(parts.monotonicMs()),
  });
  if (authorization === undefined) return challenge('call-token-missing');
  const token = /^Bearer ([\x21-\x7e]{1,8192})$/.exec(authorization)?.[1];
  const opened = await openCallToken(token, {
    audience: replica.home,
    publicKeyOf: (writer) => replica.certificate(writer)?.claims.signingKey,
  });
  if (!opened.ok) return { kind: 'refused', code: opened.error.code };
  const { writer, nonce, path } = opened.value;
  if (path !== procedure) return { kind: 'refused', code: 'call-path-wrong' };
  const admitted = replica.admitCaller(writer);
  if (!admitted.ok) return { kind: 'refused', code: admitted.error.code };
  const spent = nonces.spend(writer, nonce) || nonces.spendChallenge(nonce, parts.monotonicMs());
  return spent ? { kind: 'caller', caller: writer } : challenge('call-nonce-stale');
}
