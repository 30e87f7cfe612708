import { encodeBase64url, LiaisonError, sha256 } from '@liaison/protocol';
import type { CallInput, CallName } from '../messages.js';
import { bringInParts } from './bring-in-parts.js';
import type { Session } from './session.js';

/** An input as it is, or once the line carries no more of it at once, the digest under which it was brought. */
export class CarriedInput {
  readonly #text: Buffer;
  #held: string | undefined;

  constructor(
    private readonly session: Session,
    private readonly input: object,
  ) {
    this.#text = Buffer.from(JSON.stringify(input));
  }

  async sent(): Promise<object> {
    if (this.#held === undefined && this.#text.length <= this.session.pageSize.bytes) return this.input;
    this.#held ??= await this.#bring();
    return { held: this.#held };
  }

  forgotten(): void {
    this.#held = undefined;
  }

  async #bring(): Promise<string> {
    const digest = sha256(this.#text);
    await bringInParts(this.session, { of: 'input', whole: this.#text, digest });
    return encodeBase64url(digest);
  }
}

/** Stands for the answer of a node that has forgotten the input meanwhile. */
export const FORGOTTEN = Symbol('the input is not held there any more');

/**
 * One attempt at a call with such an input, which asks for as much of the answer as the line carries at once. Undefined where the
 * line broke and it may be tried again; throws what ends a session.
 */
export async function attemptCarried(
  session: Session,
  name: CallName,
  carried: CarriedInput,
  part: object,
): Promise<unknown> {
  const sent = { ...(await carried.sent()), bytes: session.answerBytes, ...part };
  try {
    return await session.attempt(name, sent as CallInput<CallName>);
  } catch (error) {
    if (!(error instanceof LiaisonError && error.data?.code === 'input-not-held')) throw error;
    carried.forgotten();
    return FORGOTTEN;
  }
}
