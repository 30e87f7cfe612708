import { answerPartSchema } from '@liaison/protocol';
import { malformedAnswer } from '../errors.js';
import { type KeptParts, type PartSlot, PartsInMemory } from '../kept-parts.js';
import type { CallInput, CallName } from '../messages.js';
import { attemptCarried, CarriedInput } from './carried-input.js';
import { gatherAnswer } from './gather-answer.js';
import type { Session } from './session.js';

/** Where the parts of an answer are kept: of a document in the home, since it may be large and is the same tomorrow. */
function placeOfAnswer(session: Session, name: CallName): { parts: KeptParts; slot: PartSlot } {
  const parts = name === 'document' ? session.replica.parts : new PartsInMemory();
  return { parts, slot: 'fetched-document' };
}

/**
 * One call of JSON, whatever the line carries at once: a larger input is brought in parts first (SYN-12), a larger answer comes
 * in parts (SYN-11). Where the line breaks, what was under way is lost and no more. Throws `peer-answer-malformed` and what ends
 * a session; the form of the answer is for the caller to check.
 */
export async function carryCall<Name extends CallName>(
  session: Session,
  name: Name,
  input: CallInput<Name>,
): Promise<unknown> {
  const place = { ...placeOfAnswer(session, name), peer: session.client.peer };
  const carried = new CarriedInput(session, input);
  return gatherAnswer<unknown>(place, {
    attempt: (part) => attemptCarried(session, name, carried, part),
    take: (answer) => {
      const given = answerPartSchema.safeParse(answer);
      if (!given.success) return { whole: answer };
      session.pageSize.succeeded();
      const { digest, from, total } = given.data.part;
      return { part: { digest, from, total, bytes: Buffer.from(given.data.text, 'latin1') }, made: parsed };
    },
    endless: `there is no end to what belongs to ${name}`,
  });
}

function parsed(whole: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(whole).toString('latin1'));
  } catch (cause) {
    throw malformedAnswer('the parts of an answer are no JSON', cause);
  }
}
