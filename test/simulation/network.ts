import type { SeededRandom } from '@liaison/node/testing';
import { LiaisonError, type WriterId } from '@liaison/protocol';

export type CallFault = 'none' | 'lost-request' | 'lost-answer' | 'twice' | 'held-back' | 'damaged';

/** A page as it once travelled, to be delivered again at any later time. */
export interface TravelledPage {
  readonly from: string;
  readonly to: string;
  readonly page: Uint8Array;
}

/** Who can reach whom, what has travelled, and which pages were damaged on the way. */
export class Network {
  readonly #cut = new Set<string>();
  readonly #bad = new Set<string>();
  readonly travelled: TravelledPage[] = [];
  /** Digests (as text) of pages that no honest sender made. */
  readonly #tampered = new Set<string>();

  separate(a: string, b: string): void {
    this.#cut.add(pair(a, b));
  }

  reconnect(a: string, b: string): void {
    this.#cut.delete(pair(a, b));
    this.#bad.delete(pair(a, b));
  }

  /** From now on much of what goes between these two is damaged or lost. */
  worsen(a: string, b: string): void {
    this.#bad.add(pair(a, b));
  }

  isBad(a: string, b: string): boolean {
    return this.#bad.has(pair(a, b));
  }

  heal(): void {
    this.#cut.clear();
    this.#bad.clear();
  }

  reaches(a: string, b: string): boolean {
    return !this.#cut.has(pair(a, b));
  }

  noteTravelled(page: TravelledPage): void {
    if (this.travelled.length < 200) this.travelled.push(page);
  }

  noteTampered(page: Uint8Array): Uint8Array {
    this.#tampered.add(textOf(page));
    return page;
  }

  /** Whether refused bytes (cut to what is kept of them) were tampered with or made by a hostile writer. */
  wasTampered(bytes: Uint8Array): boolean {
    return this.#tampered.has(textOf(bytes));
  }
}

const KEPT_BYTES = 65_536;
const textOf = (page: Uint8Array): string => Buffer.from(page.subarray(0, KEPT_BYTES)).toString('latin1');
const pair = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Mostly nothing goes wrong, else nothing would ever arrive; on a bad line a third of it does. */
export function chooseFault(random: SeededRandom, bad: boolean): CallFault {
  const roll = random.below(100);
  if (roll < (bad ? 66 : 80)) return 'none';
  if (roll < (bad ? 72 : 84)) return 'lost-request';
  if (roll < (bad ? 80 : 90)) return 'lost-answer';
  if (roll < (bad ? 84 : 94)) return 'twice';
  return roll < (bad ? 88 : 97) ? 'held-back' : 'damaged';
}

/** A bit flipped, an end cut off or a stretch repeated. */
export function damage(page: Uint8Array, random: SeededRandom): Uint8Array {
  const damaged = Uint8Array.from(page);
  if (damaged.length === 0) return Uint8Array.of(1);
  const at = random.below(damaged.length);
  switch (random.below(3)) {
    case 0:
      damaged[at] = (damaged[at] as number) ^ (1 << random.below(8));
      return damaged;
    case 1:
      return damaged.subarray(0, at);
    default:
      return Buffer.concat([damaged, damaged.subarray(at)]);
  }
}

export const unreachable = (peer: WriterId) =>
  new LiaisonError('peer-unreachable', 'The peer does not answer.', 'Sync again later.', { data: { peer } });
