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

/** One call with its answer checked. Throws what `rawAnswer` and `checkedAnswer` throw. */
export async function askPeer<Name extends CallName>(
  client: PeerClient,
  name: Name,
  input: CallInput<Name>,
  options: CallOptions = {},
): Promise<CallAnswer<Name>> {
  return checkedAnswer(name, await rawAnswer(client, name, input, options));
}

/** An answer in its promised form; throws `peer-answer-malformed` for anything else. */
export function checkedAnswer<Name extends CallName>(name: Name, given: unknown): CallAnswer<Name> {
  const answer = CALLS[name].answer.safeParse(given);
  if (!answer.success) throw malformedAnswer(`the answer to ${name} has another form`, answer.error);
  return answer.data as CallAnswer<Name>;
}

/** One call; its answer as it came, never undefined. Throws `sync-stopped` once the signal is aborted, and what the client throws. */
export async function rawAnswer<Name extends CallName>(
  client: PeerClient,
  name: Name,
  input: CallInput<Name>,
  options: CallOptions = {},
): Promise<unknown> {
  const isStopped = () => options.signal?.aborted === true;
  if (isStopped()) throw syncError('sync-stopped');
  try {
    return (await client.call(name, input, options)) ?? null;
  } catch (cause) {
    if (isStopped()) throw syncError('sync-stopped', undefined, { cause });
    if (cause instanceof LiaisonError) throw cause;
    throw syncError('peer-unreachable', undefined, { cause });
  }
}
