import { followPart, sha256Text, type WriterId } from '@liaison/protocol';
import { malformedAnswer } from '../errors.js';
import type { KeptPart, KeptParts, PartSlot } from '../kept-parts.js';
import { SYNC_LIMITS } from '../limits.js';
import { FORGOTTEN } from './carried-input.js';

interface GatherPlace {
  readonly parts: KeptParts;
  readonly peer: WriterId;
  readonly slot: PartSlot;
}

interface Gathered {
  /** All of it, once every byte is here and is what the digest says. */
  readonly whole: Uint8Array | undefined;
  /** It is another one than was asked for, such as after a recall, and begins anew. */
  readonly isAnother: boolean;
}

/**
 * Adds a range that a peer gave to what is kept of the same whole. Nothing is looked into before all of it is here (SYN-14).
 * Throws `peer-answer-malformed`: what was kept of such a peer's whole is dropped.
 */
async function gatherPart({ parts, peer, slot }: GatherPlace, part: KeptPart): Promise<Gathered> {
  const before = parts.held(peer, slot);
  const followed = followPart(before, { ...part, length: part.bytes.length });
  if (!followed.ok) {
    await parts.drop(peer, slot);
    throw malformedAnswer(followed.error.message.slice(0, -1), followed.error);
  }
  const isAnother = before !== undefined && followed.value === 'begins';
  const held = await parts.keep(peer, slot, part);
  if (held < part.total) return { whole: undefined, isAnother };
  const whole = parts.bytes(peer, slot);
  await parts.drop(peer, slot);
  if (sha256Text(whole) !== part.digest) throw malformedAnswer('the parts are not those of the whole');
  return { whole, isAnother };
}

/** What an answer came to: all that was asked for, or a range of it and what to make of the whole. */
export type Taken<Whole> =
  | { readonly whole: Whole }
  | { readonly part: KeptPart; readonly made: (whole: Uint8Array) => Whole };

interface Gathering<Whole> {
  /** One call that goes on from `part`; undefined where the line broke, `FORGOTTEN` where its input has to be brought again. */
  readonly attempt: (part: object) => Promise<unknown>;
  readonly take: (answer: unknown) => Taken<Whole>;
  /** What is said of a peer that never comes to an end. */
  readonly endless: string;
}

/**
 * Calls until an answer is whole, each time from where it is kept up to. Bounded, whatever the peer does: so many calls, and so
 * often may it become another one or the input be forgotten. Throws `peer-answer-malformed` and what the attempts throw.
 */
export async function gatherAnswer<Whole>(
  place: GatherPlace,
  { attempt, take, endless }: Gathering<Whole>,
): Promise<Whole> {
  for (let restarts = 0, calls = 0; restarts < SYNC_LIMITS.restartsMax && calls < SYNC_LIMITS.partsMax; calls++) {
    const before = place.parts.held(place.peer, place.slot);
    const answer = await attempt(before === undefined ? {} : { part: { digest: before.digest, from: before.held } });
    if (answer === FORGOTTEN) restarts += 1;
    if (answer === FORGOTTEN || answer === undefined) continue;
    const taken = take(answer);
    if ('whole' in taken) return taken.whole;
    const { whole, isAnother } = await gatherPart(place, taken.part);
    if (whole !== undefined) return taken.made(whole);
    if (isAnother) restarts += 1;
  }
  throw malformedAnswer(endless);
}
