import { answerPartSchema } from '@liaison/protocol';
import { malformedAnswer } from '../errors.js';
import { type KeptParts, type PartSlot, PartsInMemory } from '../kept-parts.js';
import { SYNC_LIMITS } from '../limits.js';
import type { CallInput, CallName } from '../messages.js';
import { attemptCarried, CarriedInput, FORGOTTEN } from './carried-input.js';
import { gatherPart } from './gather-part.js';
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
  for (let restarts = 0, calls = 0; restarts < SYNC_LIMITS.restartsMax && calls < SYNC_LIMITS.partsMax; calls++) {
    const before = place.parts.held(place.peer, place.slot);
    const part = before === undefined ? {} : { part: { digest: before.digest, from: before.held } };
    const answer = await attemptCarried(session, name, carried, part);
    if (answer === FORGOTTEN) restarts += 1;
    if (answer === FORGOTTEN || answer === undefined) continue;
    const given = answerPartSchema.safeParse(answer);
    if (!given.success) return answer;
    session.pageSize.succeeded();
    const { digest, from, total } = given.data.part;
    const bytes = Buffer.from(given.data.text, 'latin1');
    const { whole, isAnother } = await gatherPart(place, { digest, from, total, bytes });
    if (whole !== undefined) return parsed(whole);
    if (isAnother) restarts += 1;
  }
  throw malformedAnswer(`there is no end to what belongs to ${name}`);
}

function parsed(whole: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(whole).toString('latin1'));
  } catch (cause) {
    throw malformedAnswer('the parts of an answer are no JSON', cause);
  }
}
