import { type Author, editRecord, type OpenHome, showRecord } from '@liaison/node';
import type { SeededRandom } from '@liaison/node/testing';
import type { JsonValue } from '@liaison/protocol';
import type { MovedClock } from './moved-clock.js';

/** One write of a scalar: what was said, and which values stood there for the officer to see. */
export interface ScalarWrite {
  readonly field: string;
  readonly value: string;
  readonly saw: readonly JsonValue[];
}

/** First letters of typed lines, one for each: Hangul syllables, so that no line begins like another. */
const FIRST_SYLLABLE = 0xac00;

const FIELDS = ['title', 'offences', 'leadAgency', 'modusOperandi'] as const;

/** An officer who works on the joint section of one record without a network, and remembers everything typed. */
export class OfflineOfficer {
  readonly lines: string[] = [];
  readonly writes: ScalarWrite[] = [];
  #count = 0;

  constructor(
    private readonly name: string,
    private readonly home: OpenHome,
    private readonly author: Author,
    private readonly record: string,
    private readonly clock: MovedClock,
    private readonly random: SeededRandom,
    /** Which syllables are this officer's: their numbers are `lane` modulo 2. */
    private readonly lane: 0 | 1,
  ) {}

  /** Types some lines into the narrative and sets some scalars, here and there, as the days pass. */
  work(edits: number): void {
    for (let i = 0; i < edits; i++) {
      this.clock.pass(1 + this.random.below(180));
      if (this.random.below(3) > 0) this.#typeLine();
      else this.#setScalar();
    }
  }

  #joint(): Readonly<Record<string, readonly JsonValue[]>> {
    return showRecord(this.home.replica.context, this.record).sections.joint ?? {};
  }

  #typeLine(): void {
    const first = String.fromCharCode(FIRST_SYLLABLE + 2 * this.#count + this.lane);
    const line = `${first} ${this.name}-${this.#count++} ตรวจสอบ kiểm tra 확인`;
    const text = String(this.#joint().narrative?.[0] ?? '');
    const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
    lines.splice(this.random.below(lines.length + 1), 0, line);
    this.#edit({ texts: { narrative: `${lines.join('\n')}\n` } });
    this.lines.push(line);
  }

  #setScalar(): void {
    const field = this.random.pick(FIELDS);
    const value = `${this.name} says ${this.#count++}`;
    const saw = this.#joint()[field] ?? [];
    this.#edit({ fields: { [field]: value } });
    this.writes.push({ field, value, saw });
  }

  #edit(change: Parameters<typeof editRecord>[2]['change']): void {
    const { entry } = editRecord(this.home.replica, this.author, { record: this.record, change, joint: true });
    if (entry === null) throw new Error('an edit was not written');
  }
}
