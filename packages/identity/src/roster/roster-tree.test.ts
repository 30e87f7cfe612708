import type { RosterClaims } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, valueIn } from '../test-federation.fixture.js';
import type { OpenRoster } from './roster.js';
import { type RootName, rosterClaims, rosterOf, signed } from './roster-community.fixture.js';
import { RosterTree } from './roster-tree.js';

const three: RootName[] = ['KR', 'TH', 'VN'];
const first = rosterOf(three, three);
const next = (previous: OpenRoster, minute: number, change: Partial<RosterClaims> = {}, signers: RootName[] = three) =>
  rosterOf(three, signers, previous, {
    at: `2026-11-25T09:${String(minute).padStart(2, '0')}:00.000+09:00`,
    ...change,
  });
const one = next(first, 1, {}, ['KR', 'TH']);
const other = next(first, 2, {}, ['KR', 'VN']);
const onOne = next(one, 3);
const onOther = next(other, 4);
const settled = next(onOne, 5, { settles: [{ version: 2, id: other.id }] });
const counter = next(onOther, 6, { settles: [{ version: 2, id: one.id }] });

function treeOf(...rosters: OpenRoster[]): RosterTree {
  const tree = valueIn(RosterTree.begin(first.document));
  let waiting = rosters;
  for (;;) {
    const left = waiting.filter(({ document }) => codeOf(tree.admit(document)) === 'roster-unknown');
    if (left.length === waiting.length || left.length === 0) return tree;
    waiting = left;
  }
}
const standsAt = (...rosters: OpenRoster[]) => treeOf(...rosters).standing();

describe('which roster stands', () => {
  it('ROS-7: the last of a chain', () => {
    expect(standsAt()).toMatchObject({ roster: { id: first.id }, fork: undefined });
    expect(standsAt(one, onOne)).toMatchObject({ roster: { id: onOne.id }, fork: undefined });
  });

  it('ROS-7: the version before a fork, however far the branches have gone, with the proof', () => {
    const fork = { version: 2, ids: [one.id, other.id].sort() };
    expect(standsAt(one, other)).toMatchObject({ roster: { id: first.id }, fork });
    const standing = standsAt(one, onOne, other, onOther);
    expect(standing).toMatchObject({ roster: { id: first.id }, fork });
    expect(standing.last.map(({ id }) => id).sort()).toEqual([onOne.id, onOther.id].sort());
  });

  it('ROS-8: the branch that was settled for, and nothing while two settle against each other', () => {
    expect(standsAt(one, onOne, settled, other, onOther)).toMatchObject({
      roster: { id: settled.id },
      fork: undefined,
    });
    expect(standsAt(one, onOne, settled, other, onOther, counter)).toMatchObject({
      roster: { id: first.id },
      fork: { version: 2 },
    });
  });

  it('ROS-8: a settlement needs more than half of those who were there before the fork', () => {
    const small: RootName[] = ['KR', 'TH', 'VN', 'MY'];
    const origin = rosterOf(small, small, undefined, { threshold: 2 });
    const branch = rosterOf(small, ['KR', 'TH'], origin, { threshold: 2 });
    const claims = rosterClaims(small, branch, { threshold: 2, settles: [{ version: 2, id: other.id }] });
    const tree = valueIn(RosterTree.begin(origin.document));
    valueIn(tree.admit(branch.document));
    expect(codeOf(tree.admit(signed(claims, ['KR', 'TH'])))).toBe('roster-signature-missing');
    expect(codeOf(tree.admit(signed(claims, ['KR', 'TH', 'VN'])))).toBe('no failure');
  });

  it('ROS-8: nobody sets aside what is no sibling of its own past', () => {
    const aimed = next(onOther, 7, { settles: [{ version: 3, id: onOne.id }] });
    expect(standsAt(one, onOne, other, onOther, aimed)).toMatchObject({
      roster: { id: first.id },
      fork: { version: 2 },
    });
  });

  it('ROS-7: the same in every order of arrival', () => {
    const all = [one, other, onOne, onOther, settled, counter];
    fc.assert(
      fc.property(fc.shuffledSubarray(all), (rosters) => {
        const ids = (tree: RosterTree) => tree.all().map(({ id }) => id);
        const [forward, backward] = [treeOf(...rosters), treeOf(...[...rosters].reverse())];
        expect(ids(forward)).toEqual(ids(backward));
        expect(forward.standing().roster.id).toBe(backward.standing().roster.id);
        expect(forward.standing().fork).toEqual(backward.standing().fork);
      }),
    );
  });
});

describe('what a tree takes', () => {
  it('refuses another beginning and what follows nothing held', () => {
    const elsewhere = rosterOf(three, three, undefined, { community: 'Elsewhere' });
    const tree = treeOf();
    expect(codeOf(tree.admit(elsewhere.document))).toBe('roster-differs');
    // by its form alone: a stranger's thousand signatures are not looked at
    const [signature] = elsewhere.document.signatures;
    const unsigned = { ...elsewhere.document, signatures: [{ ...signature, signature: 'A'.repeat(86) }] };
    expect(codeOf(tree.admit(unsigned))).toBe('roster-differs');
    expect(codeOf(tree.admit(onOne.document))).toBe('roster-unknown');
    expect(codeOf(tree.admit(null))).toBe('roster-malformed');
    expect(valueIn(tree.admit(first.document))).toBeUndefined();
    expect(valueIn(tree.admit(one.document))?.id).toBe(one.id);
  });

  it('LIM-27: holds no more rosters than a community may have', () => {
    const tree = treeOf();
    for (let i = 0; i < 255; i++) {
      const at = `2026-11-25T${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}:00.000+09:00`;
      valueIn(tree.admit(signed(rosterClaims(three, first, { at }), ['KR', 'TH'])));
    }
    expect(codeOf(tree.admit(one.document))).toBe('roster-flood');
  });
});
