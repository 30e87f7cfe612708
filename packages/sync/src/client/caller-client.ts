import { LiaisonError, type WriterId } from '@liaison/protocol';
import { TRPCError } from '@trpc/server';
import { syncError } from '../errors.js';
import type { CallInput, CallName } from '../messages.js';
import type { PeerRouter } from '../router/peer-router.js';
import type { PeerClient } from './peer-client.js';

type Caller = ReturnType<PeerRouter['createCaller']>;

const overJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/**
 * Calls to a peer in the same process, for simulations and tests. Everything but a page goes through JSON, as it does
 * on the wire.
 */
export function callerClient(caller: Caller, peer: WriterId): PeerClient {
  return {
    peer,
    async call<Name extends CallName>(name: Name, input: CallInput<Name>) {
      const sent = input instanceof Uint8Array ? Uint8Array.from(input) : overJson(input);
      const ask = caller[name] as (sent: unknown) => Promise<unknown>;
      try {
        return overJson(await ask(sent));
      } catch (error) {
        throw callError(error);
      }
    },
  };
}

function callError(error: unknown): unknown {
  if (!(error instanceof TRPCError)) return error;
  const code = error.cause instanceof LiaisonError ? error.cause.code : error.code.toLowerCase().replaceAll('_', '-');
  return syncError('peer-refused', code, { cause: error, data: { code } });
}
