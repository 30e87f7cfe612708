import type { MemberCode } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, unionOfPasts } from './causal-vector.js';
import { farewellOf, wasAdmitted } from './farewell.js';
import { authorityOf } from './space-authority.js';
import { type Statement, statementsOf } from './space-statement.js';
import { MEMBERS, play, type Step, steps } from './statement-histories.fixture.js';

const [KR, MY, TH, VN] = MEMBERS as [MemberCode, MemberCode, MemberCode, MemberCode];
const NOTHING = { carriers: [], proofs: [] };

const said = (members: readonly MemberCode[], ...seen: number[]): Step => ({
  member: KR,
  op: 'audience',
  members,
  seen,
});
const shown = (statements: readonly Statement[]): number[] => statements.map(({ row }) => row).sort((a, b) => a - b);
const inPart = (all: readonly Statement[], part: readonly Statement[]): Statement[] => {
  const reached = unionOfPasts(part);
  return all.filter((one) => covers(reached, one));
};

/** What a home that holds these statements gives and compares (SPC-15, SPC-16); undefined: nothing. */
function compared(held: readonly Statement[], pair: readonly MemberCode[]): Statement[] | undefined {
  const authority = authorityOf(held);
  if (authority === undefined) return undefined;
  if (pair.every((code) => authority.audience.has(code))) return [...held];
  const members = pair.filter((code) => code !== authority.owner);
  const farewell = farewellOf(held, members, NOTHING);
  if (!pair.every((code) => wasAdmitted(farewell.statements, code))) return undefined;
  return held.filter((one) => covers(farewell.comparedTo, one));
}

describe('SPC-15: what is still said to a member that is out', () => {
  test('two that are taken out at once hear of each other', () => {
    const all = play([said([TH, VN], 0), said([VN], 1), said([TH], 1)], 'owner-decides');
    for (const members of [[TH], [VN], [TH, VN]]) {
      expect(shown(farewellOf(all, members, NOTHING).statements)).toEqual([1, 2, 3, 4]);
    }
  });

  test('of two that are taken out one after the other, the first hears nothing of the second', () => {
    const all = play([said([TH, VN], 0), said([VN], 1), said([], 2)], 'owner-decides');
    expect(shown(farewellOf(all, [TH], NOTHING).statements)).toEqual([1, 2, 3]);
    expect(shown(farewellOf(all, [VN], NOTHING).statements)).toEqual([1, 2, 3, 4]);
    expect(shown(farewellOf(all, [TH, VN], NOTHING).statements)).toEqual([1, 2, 3]);
  });

  test('a pin and the proof of a fork go with it unless they have seen the removal', () => {
    const all = play([said([TH, VN], 0), said([VN], 1), said([TH, VN], 1)], 'owner-decides');
    const [, admitting, removing, beside] = all as [Statement, Statement, Statement, Statement];
    const after = (row: number, seen: Statement) => ({ row, seq: 1, past: unionOfPasts([seen]) });
    const carriers = [
      { ...after(20, removing), pin: 'a' },
      { ...after(21, admitting), pin: 'a' },
      { ...after(22, beside), pin: 'a' },
      { ...after(23, removing), pin: 'b' },
    ];
    const proofs = [after(30, admitting), after(31, removing)];
    const { comparedTo } = farewellOf(all, [TH], { carriers, proofs });
    expect([...comparedTo.keys()].filter((row) => row >= 20)).toEqual([30, 21]);
  });

  test('SPC-16: two homes that give each other what is compared come to rest, whatever each of them held', () => {
    const some = fc.array(fc.nat(20), { maxLength: 5 });
    const pairs = fc.subarray(MEMBERS, { minLength: 2, maxLength: 2 });
    let differed = 0;
    const property = fc.property(steps, some, some, pairs, (history, first, second, pair) => {
      const all = play(history, 'owner-decides');
      const ends = [first, second].map((at, i) => {
        const held = inPart(all, [all[0] as Statement, ...at.flatMap((n) => all[n] ?? [])]);
        return wasAdmitted(held, pair[i] as MemberCode) ? held : [];
      });
      for (let round = 0; ; round++) {
        const parts = ends.map((held) => compared(held, pair));
        const texts = parts.map((part) => JSON.stringify(part === undefined ? null : shown(part)));
        if (texts[0] === texts[1]) return;
        differed += 1;
        expect(round).toBeLessThan(all.length);
        const both = parts.map((part) => part ?? []);
        ends.forEach((held, i) => {
          ends[i] = inPart(all, [...held, ...(both[1 - i] as Statement[])]);
        });
      }
    });
    fc.assert(property, { numRuns: 3_000 });
    expect(differed).toBeGreaterThan(0);
  });

  test('who is out by all that was said is out by what it hears', () => {
    const property = fc.property(steps, fc.constantFrom(MY, TH, VN), (history, member) => {
      const all = play(history, 'owner-decides');
      const authority = authorityOf(all);
      if (authority === undefined || authority.audience.has(member) || !wasAdmitted(all, member)) return;
      const { comparedTo } = farewellOf(all, [member], NOTHING);
      const heard = all.filter((one) => covers(comparedTo, one));
      expect(authorityOf(heard)?.audience.has(member)).toBe(false);
      expect(statementsOf(heard, 'audience').length).toBeGreaterThan(0);
    });
    fc.assert(property, { numRuns: 3_000 });
  });
});
