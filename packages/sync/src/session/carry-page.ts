import { LIMITS, sha256 } from '@liaison/protocol';
import { checkedAnswer } from '../client/peer-client.js';
import { malformedAnswer } from '../errors.js';
import type { CallAnswer } from '../messages.js';
import type { Want } from '../sync-replica.js';
import { bringInParts } from './bring-in-parts.js';
import { attemptCarried, CarriedInput } from './carried-input.js';
import { gatherAnswer } from './gather-answer.js';
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
  let named = 0;
  return gatherAnswer<PulledPage>(place, {
    attempt: (part) => {
      const wants = wantsWithin(session.pageSize.bytes);
      named = wants.length;
      return attemptCarried(session, 'pull', new CarriedInput(session, { wants }), part);
    },
    take: (answer) => {
      session.pageSize.succeeded();
      const { page, part, ...rest } = checkedAnswer('pull', answer);
      const bytes = new Uint8Array(Buffer.from(page, 'base64'));
      const made = (whole: Uint8Array) => ({ ...rest, page: whole, named });
      return part === undefined ? { whole: made(bytes) } : { part: { ...part, bytes }, made };
    },
    endless: 'there is no end to a page in parts',
  });
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
