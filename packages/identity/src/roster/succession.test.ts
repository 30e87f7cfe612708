import type { RosterClaims } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { AT, codeOf } from '../test-federation.fixture.js';
import { openRoster } from './roster.js';
import { memberOf, type RootName, rosterClaims, rosterOf, signed } from './roster-community.fixture.js';

const three: RootName[] = ['KR', 'TH', 'VN'];
const first = rosterOf(three, three);
const open = (claims: RosterClaims, signers: readonly RootName[]) => codeOf(openRoster(signed(claims, signers), first));

describe('who must sign the next roster', () => {
  it.each<[string, RootName[], RootName[], string?]>([
    ['a change by the threshold of the version before', three, ['KR', 'TH']],
    ['one signature too few', three, ['KR'], 'roster-signature-missing'],
    ['a member joins and signs itself', [...three, 'MY'], ['KR', 'TH', 'MY']],
    ['a member that joins has not signed', [...three, 'MY'], ['KR', 'TH', 'VN'], 'roster-signature-missing'],
    [
      'the member that joins does not count for the version before',
      [...three, 'MY'],
      ['KR', 'MY'],
      'roster-signature-missing',
    ],
    ['a member is removed and need not sign', ['KR', 'TH'], ['KR', 'TH']],
    [
      'a removed member counts for the version before, not for the new one',
      ['KR', 'TH'],
      ['KR', 'VN'],
      'roster-signature-missing',
    ],
    ['a root is rotated by the others, the old key is lost', ['KR2', 'TH', 'VN'], ['KR2', 'TH', 'VN']],
    ['the old key signs beside the new one', ['KR2', 'TH', 'VN'], ['KR', 'KR2', 'TH']],
    ['the new key of a rotated root has not signed', ['KR2', 'TH', 'VN'], ['TH', 'VN'], 'roster-signature-missing'],
    [
      'the new key does not count for the version before',
      ['KR2', 'TH', 'VN'],
      ['KR2', 'TH'],
      'roster-signature-missing',
    ],
  ])('ROS-5: %s', (_what, names, signers, code = 'no failure') => {
    expect(open(rosterClaims(names, first), signers)).toBe(code);
  });

  it('ROS-5: a higher threshold of the new version must be met as well', () => {
    const strict = rosterClaims(three, first, { threshold: 3 });
    expect(open(strict, ['KR', 'TH'])).toBe('roster-signature-missing');
    expect(open(strict, three)).toBe('no failure');
  });
});

describe('what may follow a roster', () => {
  const left = rosterClaims(['KR', 'TH'], first);
  const [gone] = left.former;
  it.each<[string, RosterClaims]>([
    ['another community', rosterClaims(three, first, { community: 'Other' })],
    ['a version left out', rosterClaims(three, first, { version: 3 })],
    ['another previous one', rosterClaims(three, first, { previous: 'A'.repeat(43) as never })],
    ['a removed member that is not listed as a former one', { ...left, former: [] }],
    [
      'a former root that never was a member',
      rosterClaims(three, first, { former: [{ ...memberOf('MY'), directory: null }] }),
    ],
    [
      'a settlement of a version that does not lie before it',
      rosterClaims(three, first, { settles: [{ version: 3, id: first.id }] }),
    ],
    [
      'a settlement against its own past',
      rosterClaims(three, rosterOf(three, three, first), {
        settles: [{ version: 2, id: rosterOf(three, three, first).id }],
      }),
    ],
  ])('ROS-6: refuses %s', (_what, claims) => {
    const previous = claims.version === 3 && claims.settles.length > 0 ? rosterOf(three, three, first) : first;
    expect(codeOf(openRoster(signed(claims, three), previous))).toBe('roster-broken-chain');
  });

  it('ROS-6: a former root is never forgotten, changed or used again', () => {
    const second = rosterOf(['KR', 'TH'], ['KR', 'TH'], first);
    const next = (change: Partial<RosterClaims>) =>
      codeOf(openRoster(signed(rosterClaims(['KR', 'TH'], second, change), ['KR', 'TH']), second));
    expect(next({})).toBe('no failure');
    expect(next({ former: [] })).toBe('roster-broken-chain');
    expect(next({ former: [{ ...(gone as NonNullable<typeof gone>), directory: first.id }] })).toBe(
      'roster-broken-chain',
    );
    expect(() => signed(rosterClaims(three, second), three)).toThrow(
      expect.objectContaining({ code: 'roster-malformed' }),
    );
  });

  it('ROS-1: a number stays with its code, also when the member has left', () => {
    const second = rosterOf(['KR', 'TH'], ['KR', 'TH'], first);
    const taken = { ...memberOf('MY'), number: memberOf('VN').number };
    const claims = rosterClaims(['KR', 'TH'], second, { at: AT });
    const members = [claims.members[0], taken, claims.members[1]] as RosterClaims['members'];
    expect(() => signed({ ...claims, members }, three)).toThrow(expect.objectContaining({ code: 'roster-malformed' }));
  });
});
