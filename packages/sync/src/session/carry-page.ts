import { encodePagePart, LIMITS, type PagePart, sha256, sha256Text } from '@liaison/protocol';
import { malformedAnswer } from '../errors.js';
import { SYNC_LIMITS } from '../limits.js';
import type { CallAnswer } from '../messages.js';
import type { Want } from '../sync-replica.js';
import type { Session } from './session.js';

export type PulledPage = Omit<CallAnswer<'pull'>, 'page' | 'part'> & { readonly page: Uint8Array };

/**
 * Asks for a page. One that is larger than the line carries at once comes in parts: each answer says of which page it is a
 * range, and a broken line costs that range (SYN-10). Throws `peer-answer-malformed` and what ends a session.
 */
export async function pullPage(session: Session, wants: readonly Want[]): Promise<PulledPage> {
  let gathered = new Uint8Array();
  let digest: string | undefined;
  for (let restarts = 0; restarts < SYNC_LIMITS.pageRestartsMax; ) {
    const answer = await session.askInSize('pull', () => ({
      wants: wants.map((want) => ({ ...want })),
      bytes: session.pageSize.bytes,
      ...(digest === undefined ? {} : { part: { digest, from: gathered.length } }),
    }));
    const { page: base64, part, ...rest } = answer;
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    if (part === undefined) return { ...rest, page: bytes };
    if (part.digest !== digest) {
      // the page is another by now, such as after a recall: it begins anew
      restarts += 1;
      digest = part.digest;
      gathered = new Uint8Array();
    }
    if (part.from !== gathered.length || bytes.length === 0 || part.from + bytes.length > part.total) {
      throw malformedAnswer('it gives another part of a page than was asked for');
    }
    gathered = new Uint8Array(Buffer.concat([gathered, bytes]));
    if (gathered.length < part.total) continue;
    if (sha256Text(gathered) !== digest) throw malformedAnswer('the parts of a page are not those of the page');
    return { ...rest, page: gathered };
  }
  throw malformedAnswer('a page in parts becomes another one again and again');
}

/** Pushes a page, in parts where it is larger than the line carries at once or where the line broke under it. */
export async function pushPage(session: Session, page: Uint8Array): Promise<CallAnswer<'push'>> {
  if (page.length > LIMITS.pageBytesMax) throw new RangeError('a page is too large');
  if (page.length <= session.pageSize.bytes) {
    const answer = await session.tryInSize('push', page);
    if (answer !== undefined) return answer;
  }
  return pushInParts(session, page);
}

/** Each answer says how much the called node has: a broken line costs the part that was under way. */
async function pushInParts(session: Session, page: Uint8Array): Promise<CallAnswer<'push'>> {
  let from = 0;
  const digest = sha256(page);
  for (let calls = 0; calls < SYNC_LIMITS.pagePartsMax; calls++) {
    const answer = await session.askInSize('pushPart', () => {
      const bytes = page.subarray(from, from + session.pageSize.bytes);
      return encodePagePart({ digest, total: page.length, from, bytes } satisfies PagePart);
    });
    if (answer.report !== undefined) return answer.report;
    // the called node may have less than was sent, after a restart, or more, where an answer was lost
    if (answer.held >= page.length) throw malformedAnswer('it holds all of a page and says nothing of it');
    from = answer.held;
  }
  throw malformedAnswer('it never has all parts of a page');
}
