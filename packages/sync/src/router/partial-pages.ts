import { type PagePart, sha256, type WriterId } from '@liaison/protocol';
import { SYNC_LIMITS } from '../limits.js';
import type { CallReply } from '../messages.js';
import type { SyncReplica } from '../sync-replica.js';

interface PartialPage {
  readonly digest: Uint8Array;
  readonly total: number;
  pieces: Uint8Array[];
  held: number;
  /** Once it was complete: also for a caller that did not hear the answer. */
  taken: Promise<CallReply<'push'>> | undefined;
}

/**
 * Pages that come in parts, one of each caller and few callers at once: what is forgotten is sent again (SYN-10). Memory
 * grows with what was received, never with what was announced.
 */
class PartialPages {
  readonly #byCaller = new Map<WriterId, PartialPage>();

  /** Adds a range; one that does not follow on what is held changes nothing. Returns the page. */
  add(caller: WriterId, { digest, total, from, bytes }: PagePart): PartialPage {
    const known = this.#byCaller.get(caller);
    const same = known !== undefined && known.total === total && Buffer.compare(known.digest, digest) === 0;
    const page: PartialPage = same
      ? known
      : { digest: Uint8Array.from(digest), total, pieces: [], held: 0, taken: undefined };
    this.#byCaller.delete(caller);
    this.#byCaller.set(caller, page);
    if (this.#byCaller.size > SYNC_LIMITS.partialPagesMax) {
      this.#byCaller.delete([...this.#byCaller.keys()][0] as WriterId);
    }
    const fresh = page.held - from;
    if (page.taken !== undefined || fresh < 0 || fresh >= bytes.length) return page;
    page.pieces.push(Uint8Array.from(bytes.subarray(fresh)));
    page.held += bytes.length - fresh;
    return page;
  }

  /** Gives up a page whose parts are not what was announced. */
  drop(caller: WriterId): void {
    this.#byCaller.delete(caller);
  }
}

const pagesByReplica = new WeakMap<SyncReplica, PartialPages>();

/**
 * Takes one range of a pushed page; the last one hands the page to `take`. A page that is not what its digest says is
 * forgotten, as if nothing of it had come.
 */
export async function acceptPart(
  replica: SyncReplica,
  caller: WriterId,
  part: PagePart,
  take: (page: Uint8Array) => Promise<CallReply<'push'>>,
): Promise<CallReply<'pushPart'>> {
  const pages = pagesByReplica.get(replica) ?? new PartialPages();
  pagesByReplica.set(replica, pages);
  const page = pages.add(caller, part);
  if (page.taken !== undefined) return { held: page.total, report: await page.taken };
  if (page.held < page.total) return { held: page.held };
  const bytes = Buffer.concat(page.pieces);
  if (Buffer.compare(sha256(bytes), page.digest) !== 0) {
    pages.drop(caller);
    return { held: 0 };
  }
  page.taken = takeOnce(page, take(bytes));
  return { held: page.total, report: await page.taken };
}

/** A failure of this machine keeps the bytes: the caller's next part is another attempt. */
async function takeOnce(page: PartialPage, taking: Promise<CallReply<'push'>>): Promise<CallReply<'push'>> {
  try {
    const report = await taking;
    page.pieces = [];
    return report;
  } catch (error) {
    page.taken = undefined;
    throw error;
  }
}
