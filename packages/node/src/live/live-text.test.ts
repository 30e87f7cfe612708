import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LiveChange, LiveText } from './live-text.js';
import { applyChange, changeOf, editsOf, type TextEdit } from './text-edit.js';

type Officer = 'KIM' | 'lee';

/** What a browser does: types at once, has one change under way, and moves what it typed over what others typed first. */
class Browser {
  text = '';
  revision = 0;
  #sent: { name: string; edits: readonly TextEdit[]; base: number } | undefined;
  #sentChange: ReturnType<typeof changeOf> | undefined;
  #typed: ReturnType<typeof changeOf> | undefined;
  #names = 0;

  constructor(readonly officer: Officer) {}

  type(at: number, remove: number, insert: string): void {
    const from = Math.min(at, this.text.length);
    const change = changeOf([{ from, to: Math.min(from + remove, this.text.length), insert }], this.text.length);
    this.text = applyChange(this.text, change);
    this.#typed = this.#typed === undefined ? change : this.#typed.compose(change);
  }

  /** Hands over what is to be sent next; the same again while it is under way, as after a lost answer. */
  send(): { name: string; edits: readonly TextEdit[]; base: number } | undefined {
    if (this.#sent === undefined && this.#typed !== undefined) {
      this.#sent = { name: `${this.officer}-${++this.#names}`, edits: editsOf(this.#typed), base: this.revision };
      this.#sentChange = this.#typed;
      this.#typed = undefined;
    }
    return this.#sent;
  }

  hear({ revision, edits, change }: LiveChange, lengthBefore: number): void {
    this.revision = revision;
    if (change !== null && change === this.#sent?.name) {
      this.#sent = undefined;
      this.#sentChange = undefined;
      return;
    }
    let arriving = changeOf(edits, lengthBefore);
    if (this.#sentChange !== undefined) {
      const sent = this.#sentChange.map(arriving);
      arriving = arriving.map(this.#sentChange, true);
      this.#sentChange = sent;
    }
    if (this.#typed !== undefined) {
      const typed = this.#typed.map(arriving);
      arriving = arriving.map(this.#typed, true);
      this.#typed = typed;
    }
    this.text = applyChange(this.text, arriving);
  }
}

/** The node: the shared text, what it told, and the log with who typed each character. */
class Node {
  readonly live = new LiveText<Officer>('', 10_000);
  readonly told: { change: LiveChange; lengthBefore: number }[] = [];
  written: { character: string; officer: Officer | 'elsewhere' }[] = [];
  groupsWritten = 0;

  take(officer: Officer, sent: { name: string; edits: readonly TextEdit[]; base: number }): void {
    const lengthBefore = this.live.text.length;
    const before = this.live.revision;
    const change = this.live.submit({ author: officer, base: sent.base, edits: sent.edits, change: sent.name });
    if (this.live.revision > before) this.told.push({ change, lengthBefore });
  }

  flush(): void {
    for (let [group] = this.live.pending; group !== undefined; [group] = this.live.pending) {
      this.#write(editsOf(group.change), group.author);
      this.live.settleFirst();
      this.groupsWritten += 1;
    }
  }

  /** Another machine of the member wrote in the same section. */
  elsewhere(at: number, remove: number, insert: string): void {
    const from = Math.min(at, this.written.length);
    this.#write([{ from, to: Math.min(from + remove, this.written.length), insert }], 'elsewhere');
    const lengthBefore = this.live.text.length;
    const change = this.live.follow(this.writtenText);
    if (change !== undefined) this.told.push({ change, lengthBefore });
  }

  get writtenText(): string {
    return this.written.map(({ character }) => character).join('');
  }

  #write(edits: readonly TextEdit[], officer: Officer | 'elsewhere'): void {
    for (const { from, to, insert } of [...edits].reverse()) {
      this.written.splice(from, to - from, ...[...insert].map((character) => ({ character, officer })));
    }
  }
}

const OFFICERS = ['KIM', 'lee'] as const;
const LETTERS: Readonly<Record<Officer, string>> = { KIM: 'ABCDEFGH', lee: 'abcdefgh' };
const who = fc.constantFrom(...OFFICERS);
const place = fc.nat(30);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('type' as const), who, at: place, remove: fc.nat(3), letters: fc.nat(4) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('hear' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('flush' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('elsewhere' as const), at: place, remove: fc.nat(2), digits: fc.nat(3) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class Room {
  readonly node = new Node();
  readonly browsers = { KIM: new Browser('KIM'), lee: new Browser('lee') };
  readonly heard = { KIM: 0, lee: 0 };
  #letters = 0;

  take(one: Step): void {
    if (one.do === 'type') {
      const letters = Array.from({ length: one.letters }, () => LETTERS[one.who][this.#letters++ % 8]).join('');
      this.browsers[one.who].type(one.at, one.remove, letters);
    } else if (one.do === 'send') this.send(one.who);
    else if (one.do === 'hear') this.hear(one.who);
    else if (one.do === 'flush') this.node.flush();
    else this.node.elsewhere(one.at, one.remove, '123'.slice(0, one.digits));
  }

  send(officer: Officer): void {
    const sent = this.browsers[officer].send();
    if (sent !== undefined) this.node.take(officer, sent);
  }

  hear(officer: Officer): boolean {
    const next = this.node.told[this.heard[officer]];
    if (next === undefined) return false;
    this.heard[officer] += 1;
    this.browsers[officer].hear(next.change, next.lengthBefore);
    return true;
  }

  settle(): void {
    for (let i = 0; i < 4; i++) {
      for (const officer of OFFICERS) {
        this.send(officer);
        while (this.hear(officer));
      }
    }
    this.node.flush();
  }
}

/** Found once: a deletion beside an insertion was joined with it on the way, and the two ends ordered it differently. */
const FOUND: Step[] = [
  { do: 'type', who: 'lee', at: 0, remove: 0, letters: 1 },
  { do: 'elsewhere', at: 0, remove: 0, digits: 1 },
  { do: 'hear', who: 'lee' },
  { do: 'elsewhere', at: 0, remove: 0, digits: 1 },
  { do: 'type', who: 'lee', at: 0, remove: 1, letters: 0 },
];

describe('WEB-10 a text that several browsers type in', () => {
  test('any interleaving ends in one text everywhere, each character by the officer who typed it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const room = new Room();
        for (const one of steps) room.take(one);
        room.settle();
        const { written, writtenText, live } = room.node;
        expect(live.pending).toEqual([]);
        expect([room.browsers.KIM.text, room.browsers.lee.text, live.text]).toEqual([
          writtenText,
          writtenText,
          writtenText,
        ]);
        for (const { character, officer } of written) {
          const typedBy = /[A-Z]/.test(character) ? 'KIM' : /[a-z]/.test(character) ? 'lee' : 'elsewhere';
          expect([character, officer]).toEqual([character, typedBy]);
        }
      }),
      { numRuns: 1_000, examples: [[FOUND]] },
    );
  });

  test('two officers in two paragraphs make two entries and not one for each key', () => {
    const room = new Room();
    room.browsers.KIM.type(0, 0, 'A\n\na');
    room.settle();
    const before = room.node.groupsWritten;
    for (let i = 0; i < 20; i++) {
      room.browsers.KIM.type(1 + i, 0, 'B');
      room.browsers.lee.type(room.browsers.lee.text.length, 0, 'b');
      for (const officer of OFFICERS) room.send(officer);
      for (const officer of OFFICERS) while (room.hear(officer));
    }
    room.settle();
    expect(room.node.writtenText).toBe(`A${'B'.repeat(20)}\n\na${'b'.repeat(20)}`);
    expect(room.node.groupsWritten - before).toBe(2);
  });

  test('a change that is sent twice is made once', () => {
    const live = new LiveText<Officer>('', 100);
    const sent = { author: 'KIM' as const, base: 0, edits: [{ from: 0, to: 0, insert: 'A' }], change: 'KIM-1' };
    const first = live.submit(sent);
    expect(live.submit(sent)).toEqual(first);
    expect(live.text).toBe('A');
  });

  test('an officer who pastes long texts over each other fills no memory: the oldest revisions are known no more', () => {
    const live = new LiveText<Officer>('', 200_000);
    const insert = 'x'.repeat(200_000);
    const paste = (base: number, change: string) =>
      live.submit({ author: 'KIM', base, edits: [{ from: 0, to: base === 0 ? 0 : insert.length, insert }], change });
    for (let base = 0; base < 40; base++) paste(base, `KIM-${base}`);
    expect(live.submit({ author: 'lee', base: 31, edits: [], change: 'lee-1' }).revision).toBe(41);
    expect(() => live.submit({ author: 'lee', base: 29, edits: [], change: 'lee-2' })).toThrow('not known here');
    expect(paste(39, 'KIM-39').revision).toBe(40); // its answer was lost
  });

  test('what does not fit the text is refused and changes nothing', () => {
    const live = new LiveText<Officer>('ab', 5);
    const submit = (base: number, edits: TextEdit[]) => {
      try {
        live.submit({ author: 'KIM', base, edits, change: `c-${Math.abs(base)}-${JSON.stringify(edits)}` });
      } catch (error) {
        return (error as { code?: string }).code;
      }
      return 'taken';
    };
    expect(submit(7, [])).toBe('text-revision-unknown');
    expect(submit(-1, [])).toBe('text-revision-unknown');
    expect(submit(0, [{ from: 0, to: 3, insert: '' }])).toBe('text-edit-misplaced');
    expect(submit(0, [{ from: 1, to: 0, insert: '' }])).toBe('text-edit-misplaced');
    expect(
      submit(0, [
        { from: 1, to: 2, insert: '' },
        { from: 0, to: 1, insert: '' },
      ]),
    ).toBe('text-edit-misplaced');
    expect(submit(0, [{ from: 0, to: 0, insert: 'abcd' }])).toBe('text-too-long');
    expect(submit(0, [{ from: 0, to: 0, insert: '\ud83d' }])).toBe('text-too-long');
    expect([live.text, live.revision, live.pending]).toEqual(['ab', 0, []]);
  });

  test('what cannot be written is given up, and the text says what the log says', () => {
    const live = new LiveText<Officer>('ab', 100);
    live.submit({ author: 'KIM', base: 0, edits: [{ from: 2, to: 2, insert: 'C' }], change: 'KIM-1' });
    expect(live.giveUp()).toMatchObject({ revision: 2, change: null });
    expect([live.text, live.pending, live.giveUp()]).toEqual(['ab', [], undefined]);
  });
});
