import { LiaisonError, type WriterId } from '@liaison/protocol';
import { type TRPCClient, TRPCClientError } from '@trpc/client';
import { malformedAnswer, syncError } from '../errors.js';
import type { CallInput, CallName } from '../messages.js';
import type { PeerRouter } from '../router/peer-router.js';
import type { CallOptions, PeerClient } from './peer-client.js';

type Ask = { readonly [Name in CallName]: (input: CallInput<Name>, options: CallOptions) => Promise<unknown> };

/** Calls to a peer through a tRPC client; whoever makes the client chooses the transport, and knows what it has `sent`. */
export function trpcPeerClient(client: TRPCClient<PeerRouter>, peer: WriterId, sent?: () => Promise<void>): PeerClient {
  const ask: Ask = {
    hello: (input, options) => client.hello.mutate(input, options),
    documents: (input, options) => client.documents.query(input, options),
    document: (input, options) => client.document.query(input, options),
    offerDocuments: (input, options) => client.offerDocuments.mutate(input, options),
    compare: (input, options) => client.compare.query(input, options),
    pull: (input, options) => client.pull.query(input, options),
    push: (input, options) => client.push.mutate(input, options),
    pushPart: (input, options) => client.pushPart.mutate(input, options),
    ancestors: (input, options) => client.ancestors.query(input, options),
    receipts: (input, options) => client.receipts.mutate(input, options),
    watch: (input, options) => client.watch.query(input, options),
    finish: (input, options) => client.finish.mutate(input, options),
  };
  return {
    peer,
    ...(sent === undefined ? {} : { sent }),
    async call(name, input, options = {}) {
      try {
        return await ask[name](input, options);
      } catch (error) {
        throw peerError(error);
      }
    },
  };
}

/** A failure of the transport as it is, a refusal of the peer by its code, anything else as a malformed answer. */
function peerError(error: unknown): LiaisonError {
  if (!(error instanceof TRPCClientError)) return syncError('peer-unreachable', undefined, { cause: error });
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof LiaisonError) return cause;
  }
  const code: unknown = (error.data as { liaison?: unknown } | undefined)?.liaison;
  if (typeof code !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(code)) {
    return malformedAnswer('it is neither a result nor a refusal', error);
  }
  return syncError('peer-refused', code, { cause: error, data: { code } });
}
