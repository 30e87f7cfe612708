import { LiaisonError, type WriterId } from '@liaison/protocol';
import { malformedAnswer, syncError } from '../errors.js';
import { CALLS, type CallAnswer, type CallInput, type CallName } from '../messages.js';

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/**
 * Calls to one peer over whatever carries them. A failed call rejects with a `LiaisonError` (`peer-unreachable`,
 * `peer-refused` …); an answer is handed over unchecked, `askPeer` checks it.
 */
export interface PeerClient {
  readonly peer: WriterId;
  call<Name extends CallName>(name: Name, input: CallInput<Name>, options?: CallOptions): Promise<unknown>;
  /**
   * Resolves once the call that was made last has left this machine, or has ended: work that keeps the thread busy waits
   * for it, so that the peer works on its answer meanwhile. Never rejects; left out where calls need no sending.
   */
  sent?(): Promise<void>;
}

/**
 * One call with its answer checked. Throws `peer-answer-malformed` for anything but the promised form, `sync-stopped`
 * once the signal is aborted, and what the client throws.
 */
export async function askPeer<Name extends CallName>(
  client: PeerClient,
  name: Name,
  input: CallInput<Name>,
  options: CallOptions = {},
): Promise<CallAnswer<Name>> {
  if (options.signal?.aborted === true) throw syncError('sync-stopped');
  const answer = CALLS[name].answer.safeParse(await answerOf(client, name, input, options));
  if (!answer.success) throw malformedAnswer(`the answer to ${name} has another form`, answer.error);
  return answer.data as CallAnswer<Name>;
}

async function answerOf<Name extends CallName>(
  client: PeerClient,
  name: Name,
  input: CallInput<Name>,
  options: CallOptions,
): Promise<unknown> {
  try {
    return await client.call(name, input, options);
  } catch (cause) {
    if (options.signal?.aborted === true) throw syncError('sync-stopped', undefined, { cause });
    if (cause instanceof LiaisonError) throw cause;
    throw syncError('peer-unreachable', undefined, { cause });
  }
}
