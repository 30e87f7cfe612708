import { type PushedPart, sha256, type WriterId } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writerNamed } from '../testing/fake-log.js';
import { MemoryReplica } from '../testing/memory-replica.js';
import { acceptPart } from './brought-parts.js';

const KR = writerNamed('KR');
const taken = { entries: 1, duplicates: 0, pending: 0, quarantined: 0 };

function receiver() {
  const replica = new MemoryReplica(writerNamed('TH'));
  const pages: Uint8Array[] = [];
  const take = async (page: Uint8Array) => {
    pages.push(page);
    return taken;
  };
  return { pages, accept: (caller: WriterId, part: PushedPart) => acceptPart(replica, caller, part, take) };
}

const rangeOf = (page: Uint8Array, from: number, to: number): PushedPart => ({
  of: 'page',
  digest: sha256(page),
  total: page.length,
  from,
  bytes: page.subarray(from, to),
});

describe('a page that comes in parts', () => {
  it('SYN-10: is whole once every byte came, whatever came twice, late or too early', async () => {
    const ranges = fc.array(fc.tuple(fc.nat(299), fc.integer({ min: 1, max: 80 })), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 300, maxLength: 300 }), ranges, async (page, chosen) => {
        const { accept, pages } = receiver();
        let held = 0;
        const send = async (from: number, length: number) => {
          const answer = await accept(KR, rangeOf(page, from, Math.min(page.length, from + length)));
          expect(answer.held).toBeGreaterThanOrEqual(held);
          held = answer.held;
          return answer;
        };
        for (const [from, length] of chosen) await send(from, length);
        while (held < page.length) await send(held, 70);
        expect(await send(290, 10)).toEqual({ held: 300, report: taken });
        expect(pages.map((one) => Buffer.compare(one, page))).toEqual([0]);
      }),
      { numRuns: 100 },
    );
  });

  it('SYN-10: that is not what was announced is forgotten, and is not mixed with another', async () => {
    const { accept, pages } = receiver();
    const [page, other] = [new Uint8Array(100).fill(1), new Uint8Array(100).fill(2)];
    const lie = { ...rangeOf(page, 0, 100), digest: sha256('something else') };
    expect(await accept(KR, lie)).toEqual({ held: 0 });
    expect(await accept(KR, rangeOf(page, 0, 60))).toEqual({ held: 60 });
    expect(await accept(KR, rangeOf(other, 60, 100))).toEqual({ held: 0 });
    expect(await accept(KR, { ...rangeOf(page, 60, 100), total: 110 })).toEqual({ held: 0 });
    expect(await accept(KR, rangeOf(other, 0, 50))).toEqual({ held: 50 });
    expect(await accept(KR, rangeOf(page, 60, 100))).toEqual({ held: 0 });
    expect(pages).toEqual([]);
  });

  it('SYN-10: that is brought anew from its beginning is judged anew, and its end brought again is answered as before', async () => {
    const { accept, pages } = receiver();
    const page = new Uint8Array(100).fill(7);
    for (const _ of [1, 2]) {
      expect(await accept(KR, rangeOf(page, 0, 50))).toEqual({ held: 50 });
      for (const _again of [1, 2])
        expect(await accept(KR, rangeOf(page, 50, 100))).toEqual({ held: 100, report: taken });
    }
    expect(pages).toHaveLength(2);
  });

  it('SYN-10: that could not be taken is kept, and is taken with the next part that comes', async () => {
    const replica = new MemoryReplica(writerNamed('TH'));
    const page = new Uint8Array(100).fill(3);
    let room = false;
    const take = async () => {
      if (!room) throw new Error('no room');
      return taken;
    };
    const send = (from: number) => acceptPart(replica, KR, rangeOf(page, from, from + 50), take);
    await send(0);
    await expect(send(50)).rejects.toThrow('no room');
    room = true;
    expect(await Promise.all([send(50), send(50)])).toEqual(Array(2).fill({ held: 100, report: taken }));
  });
});
