import { encodePushedPart, type PushedPart } from '@liaison/protocol';
import { malformedAnswer } from '../errors.js';
import { SYNC_LIMITS } from '../limits.js';
import type { CallAnswer } from '../messages.js';
import type { Session } from './session.js';

/**
 * Brings a page or an input in parts. Each answer says how much the called node has: a broken line costs the part that was under
 * way. Answers with what the last one said.
 */
export async function bringInParts(
  session: Session,
  { of, whole, digest }: { readonly of: PushedPart['of']; readonly whole: Uint8Array; readonly digest: Uint8Array },
): Promise<CallAnswer<'pushPart'>> {
  let from = 0;
  for (let calls = 0; calls < SYNC_LIMITS.partsMax; calls++) {
    const answer = await session.askInSize('pushPart', () => {
      const bytes = whole.subarray(from, from + session.pageSize.bytes);
      return encodePushedPart({ of, digest, total: whole.length, from, bytes });
    });
    if (answer.report !== undefined || (of === 'input' && answer.held === whole.length)) return answer;
    // the called node may have less than was sent, after it forgot, or more, of an earlier session
    if (answer.held >= whole.length) throw malformedAnswer('it holds all of a page and says nothing of it');
    from = answer.held;
  }
  throw malformedAnswer('it never has all parts of what is brought');
}
