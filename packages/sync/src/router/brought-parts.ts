import { encodeBase64url, LiaisonError, type PushedPart, sha256Text, type WriterId } from '@liaison/protocol';
import type { KeptPart } from '../kept-parts.js';
import { SYNC_LIMITS } from '../limits.js';
import type { CallReply } from '../messages.js';
import type { SyncReplica } from '../sync-replica.js';

type Pushed = CallReply<'push'>;
type TakePage = (page: Uint8Array) => Promise<Pushed>;

/** What becomes of pages that came in parts, the last one of each caller: also for a caller that did not hear the answer. */
class TakenPages {
  readonly #byCaller = new Map<WriterId, { readonly digest: string; readonly report: Promise<Pushed> }>();

  of(caller: WriterId, digest: string): Promise<Pushed> | undefined {
    const last = this.#byCaller.get(caller);
    return last?.digest === digest ? last.report : undefined;
  }

  note(caller: WriterId, digest: string, report: Promise<Pushed>): void {
    this.#byCaller.delete(caller);
    this.#byCaller.set(caller, { digest, report });
    if (this.#byCaller.size <= SYNC_LIMITS.takenPagesMax) return;
    for (const oldest of this.#byCaller.keys()) return void this.#byCaller.delete(oldest);
  }

  forget(caller: WriterId): void {
    this.#byCaller.delete(caller);
  }
}

const takenByReplica = new WeakMap<SyncReplica, TakenPages>();

function takenOf(replica: SyncReplica): TakenPages {
  const known = takenByReplica.get(replica) ?? new TakenPages();
  takenByReplica.set(replica, known);
  return known;
}

/**
 * Keeps one range of what a caller brings (SYN-10, SYN-12); the last range of a page hands the page to `take`. What is not what
 * its digest says is forgotten unread, as if nothing of it had come.
 */
export async function acceptPart(
  replica: SyncReplica,
  caller: WriterId,
  pushed: PushedPart,
  take: TakePage,
): Promise<CallReply<'pushPart'>> {
  const part: KeptPart = { ...pushed, digest: encodeBase64url(pushed.digest) };
  if (pushed.of === 'input') return { held: await keepInput(replica, caller, part) };
  const taken = takenOf(replica);
  // who begins it anew wants it judged anew; who brings its end again did not hear the answer
  if (part.from === 0) taken.forget(caller);
  const earlier = taken.of(caller, part.digest);
  if (earlier !== undefined) return { held: part.total, report: await earlier };
  const held = await replica.parts.keep(caller, 'brought-page', part);
  if (held < part.total) return { held };
  const again = taken.of(caller, part.digest); // another call brought the same last range meanwhile
  if (again !== undefined) return { held, report: await again };
  const page = replica.parts.bytes(caller, 'brought-page');
  if (sha256Text(page) !== part.digest) {
    await replica.parts.drop(caller, 'brought-page');
    return { held: 0 };
  }
  const report = takeOnce(replica, caller, take(page));
  taken.note(caller, part.digest, report);
  return { held, report: await report };
}

/** A failure of this machine keeps the bytes: the caller's next part is another attempt. */
async function takeOnce(replica: SyncReplica, caller: WriterId, taking: Promise<Pushed>): Promise<Pushed> {
  try {
    const report = await taking;
    await replica.parts.drop(caller, 'brought-page');
    return report;
  } catch (error) {
    takenOf(replica).forget(caller);
    throw error;
  }
}

async function keepInput(replica: SyncReplica, caller: WriterId, part: KeptPart): Promise<number> {
  const held = await replica.parts.keep(caller, 'brought-input', part);
  if (held < part.total || sha256Text(replica.parts.bytes(caller, 'brought-input')) === part.digest) return held;
  await replica.parts.drop(caller, 'brought-input');
  return 0;
}

/** The input that a caller brought before, as it was (SYN-12). Throws `input-not-held`, `input-malformed`. */
export function broughtInput({ parts }: SyncReplica, caller: WriterId, digest: string): object {
  const state = parts.held(caller, 'brought-input');
  if (state?.digest !== digest || state.held < state.total) {
    throw new LiaisonError('input-not-held', 'The input of this call is not here.', 'Bring it again.');
  }
  const input = parsed(parts.bytes(caller, 'brought-input'));
  if (typeof input === 'object' && input !== null) return input;
  throw new LiaisonError('input-malformed', 'The input of this call is no JSON object.', 'Bring another one.');
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
