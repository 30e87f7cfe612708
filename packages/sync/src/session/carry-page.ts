import { LIMITS, sha256 } from '@liaison/protocol';
import { checkedAnswer } from '../client/peer-client.js';
import { malformedAnswer } from '../errors.js';
import { SYNC_LIMITS } from '../limits.js';
import type { CallAnswer } from '../messages.js';
import type { Want } from '../sync-replica.js';
import { bringInParts } from './bring-in-parts.js';
import { attemptCarried, CarriedInput, FORGOTTEN } from './carried-input.js';
import { gatherPart } from './gather-part.js';
import type { Session } from './session.js';

export type PulledPage = Omit<CallAnswer<'pull'>, 'page' | 'part'> & {
  readonly page: Uint8Array;
  /** How many wants were named. */
  readonly named: number;
};

/**
 * Asks for a page. `wantsWithin` says what of: about so many bytes of wants, since every call repeats them. A page that is larger
 * than the line carries at once comes in parts: each answer says of which page it is a range, and a broken line costs that range,
 * a broken session no more (SYN-10). Throws `peer-answer-malformed` and what ends a session.
 */
export async function pullPage(session: Session, wantsWithin: (bytes: number) => readonly Want[]): Promise<PulledPage> {
  const place = { parts: session.replica.parts, peer: session.client.peer, slot: 'fetched-page' } as const;
  for (let restarts = 0, calls = 0; restarts < SYNC_LIMITS.restartsMax && calls < SYNC_LIMITS.partsMax; calls++) {
    const wants = wantsWithin(session.pageSize.bytes);
    const before = place.parts.held(place.peer, place.slot);
    const part = before === undefined ? {} : { part: { digest: before.digest, from: before.held } };
    const answer = await attemptCarried(session, 'pull', new CarriedInput(session, { wants }), part);
    if (answer === FORGOTTEN) restarts += 1;
    if (answer === FORGOTTEN || answer === undefined) continue;
    session.pageSize.succeeded();
    const { page: base64, part: given, ...rest } = checkedAnswer('pull', answer);
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    if (given === undefined) return { ...rest, page: bytes, named: wants.length };
    const { whole, isAnother } = await gatherPart(place, { ...given, bytes });
    if (whole !== undefined) return { ...rest, page: whole, named: wants.length };
    if (isAnother) restarts += 1;
  }
  throw malformedAnswer('there is no end to a page in parts');
}

/** Pushes a page, in parts where it is larger than the line carries at once or where the line broke under it. */
export async function pushPage(session: Session, page: Uint8Array): Promise<CallAnswer<'push'>> {
  if (page.length > LIMITS.pageBytesMax) throw new RangeError('a page is too large');
  if (page.length <= session.pageSize.bytes) {
    const answer = await session.tryInSize('push', page);
    if (answer !== undefined) return answer;
  }
  const { report } = await bringInParts(session, { of: 'page', whole: page, digest: sha256(page) });
  if (report === undefined) throw malformedAnswer('it holds all of a page and says nothing of it');
  return report;
}
