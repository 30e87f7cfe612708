import { describe, expect, test } from 'vitest';
import { seizure, sharedCase } from '../../replica/raw-entries.fixture.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { memberCardText } from '../member/member-card.js';
import { combineProposal, joinProposals } from './combine-proposal.js';
import { exportCommunity, importCommunity } from './community-file.js';
import { proposePins } from './propose-pins.js';
import { proposeRoster, type RosterChange } from './propose-roster.js';
import { rosterFileText } from './roster-files.js';
import { showProposal, signProposal } from './sign-proposal.js';

const scene = (seed: string, members = ['KR', 'TH', 'VN']) => {
  const federation = new MemoryFederation(members, seed);
  return { federation, homes: members.map((code) => federation.home(code)) as [MemoryHome, MemoryHome, MemoryHome] };
};
const proposal = (home: MemoryHome, change: Partial<RosterChange>) =>
  rosterFileText(proposeRoster(home.replica.context, { cards: [], remove: [], ...change }));
/** Copies that went to these members, each with one signature. */
const signedBy = (federation: MemoryFederation, text: string, ...codes: string[]) =>
  codes.map((code) => signProposal(text, federation.rootKey(code)));
const combine = (home: MemoryHome, texts: readonly string[], dryRun = false) =>
  combineProposal(home.replica.context, { texts, dryRun, author: home.officer });
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
  return 'nothing thrown';
};

describe('a roster is proposed, signed and published', () => {
  test('copies signed by different members are joined; a dry run changes nothing', () => {
    const { federation, homes } = scene('joined');
    const [kr] = homes;
    const text = proposal(kr, { remove: ['VN'] });
    expect(showProposal(text)).toMatchObject({ difference: { leaves: ['VN'], joins: [], newRoots: [] }, signedBy: [] });
    const copies = signedBy(federation, text, 'KR', 'TH');
    expect(showProposal(joinProposals(copies)).signedBy).toEqual(['KR', 'TH']);
    expect(combine(kr, copies, true).roster).toMatchObject({ version: 2, members: ['KR', 'TH'] });
    expect(kr.replica.context.authority.roster.claims.version).toBe(1);
    expect(combine(kr, copies).roster).toMatchObject({ version: 2, former: ['VN'] });
  });

  test('what has too few signatures says who is still to be asked, and changes nothing', () => {
    const { federation, homes } = scene('few');
    const [kr] = homes;
    const copies = signedBy(federation, proposal(kr, { threshold: 3 }), 'KR', 'TH');
    expect(() => combine(kr, copies)).toThrow(
      expect.objectContaining({ code: 'roster-signature-missing', message: expect.stringContaining('VN') }),
    );
    expect(kr.replica.context.authority.roster.claims.version).toBe(1);
  });

  test.each<[string, Partial<RosterChange>, string]>([
    ['nothing', {}, 'roster-change-empty'],
    ['a member that is none', { remove: ['MY'] }, 'roster-member-unknown'],
    ['a fork where there is none', { keep: 'A'.repeat(43) }, 'roster-fork-unknown'],
    ['a threshold that nobody can meet', { threshold: 4 }, 'roster-malformed'],
    ['a card that is none', { cards: ['{}'] }, 'roster-file-malformed'],
  ])('%s is no proposal', (_what, change, code) => {
    expect(codeOf(() => proposal(scene('empty').homes[0], change))).toBe(code);
  });

  test('a member that is named already with its key is no news', () => {
    const { homes } = scene('known');
    expect(codeOf(() => proposal(homes[0], { cards: [memberCardText(homes[1].replica.context)] }))).toBe(
      'roster-member-known',
    );
  });

  test('a key that counts nowhere signs nothing, and a changed file opens nowhere', () => {
    const { federation, homes } = scene('stranger');
    const text = proposal(homes[0], { remove: ['VN'] });
    const stranger = scene('elsewhere').federation.rootKey('KR');
    expect(codeOf(() => signProposal(text, stranger))).toBe('roster-key-unknown');
    const [signed = ''] = signedBy(federation, text, 'KR');
    const damaged = signed.replace(
      /"signature": "(.)/,
      (_all, first: string) => `"signature": "${first === 'A' ? 'B' : 'A'}`,
    );
    expect(codeOf(() => showProposal(damaged))).toBe('signature-wrong');
    expect(codeOf(() => joinProposals([signed, proposal(homes[0], { remove: ['TH'] })]))).toBe('roster-file-malformed');
    expect(codeOf(() => showProposal('{'))).toBe('roster-file-malformed');
  });
});

describe('a fork', () => {
  test('is named, and a proposal that keeps one branch settles it', () => {
    const { federation, homes } = scene('fork');
    const [kr, th] = homes;
    combine(kr, signedBy(federation, proposal(kr, { threshold: 3 }), 'KR', 'TH', 'VN'));
    combine(th, signedBy(federation, proposal(th, { threshold: 1 }), 'KR', 'TH'));
    const kept = kr.replica.context.authority.roster.id;
    importCommunity(kr.replica.context, exportCommunity(th.replica.context), false);
    expect(kr.replica.context.authority.fork).toMatchObject({ version: 2 });
    expect(codeOf(() => proposal(kr, { remove: ['VN'] }))).toBe('roster-forked');
    const text = proposal(kr, { keep: kept });
    expect(showProposal(text).difference?.settles).toHaveLength(1);
    combine(kr, signedBy(federation, text, 'KR', 'TH', 'VN'));
    importCommunity(th.replica.context, exportCommunity(kr.replica.context), false);
    for (const home of [kr, th]) {
      expect(home.replica.context.authority.fork).toBeUndefined();
      expect(home.replica.context.authority.roster.claims).toMatchObject({ version: 3, threshold: 3 });
    }
  });
});

describe('a community file', () => {
  test('brings another home to the same place, and a dry run of it says so first', () => {
    const { federation, homes } = scene('carried');
    const [kr, th] = homes;
    combine(kr, signedBy(federation, proposal(kr, { remove: ['VN'] }), 'KR', 'TH'));
    const file = exportCommunity(kr.replica.context);
    const before = th.replica.documents();
    expect(importCommunity(th.replica.context, file, true)).toMatchObject({ roster: { version: 2 }, joined: false });
    expect(th.replica.documents()).toEqual(before);
    expect(importCommunity(th.replica.context, file, false)).toMatchObject({ roster: { version: 2 }, changed: 1 });
    expect(importCommunity(th.replica.context, file, false)).toMatchObject({ changed: 0 });
  });

  test('is not taken by a home that was alone and that no roster names, and its own roster stays', () => {
    const [kr] = scene('joins').homes;
    const my = scene('alone', ['MY']).federation.home('MY');
    const file = exportCommunity(kr.replica.context);
    for (const dryRun of [true, false]) {
      expect(codeOf(() => importCommunity(my.replica.context, file, dryRun))).toBe('roster-not-named');
    }
    expect(my.replica.context.authority.roster.claims.members.map(({ code }) => code)).toEqual(['MY']);
  });

  test('of another community is refused by a home that is not alone', () => {
    const [kr] = scene('here').homes;
    const [other] = scene('there').homes;
    const before = kr.replica.documents();
    expect(codeOf(() => importCommunity(kr.replica.context, exportCommunity(other.replica.context), false))).toBe(
      'roster-differs',
    );
    expect(kr.replica.documents()).toEqual(before);
  });
});

describe('pins of a member that has left', () => {
  test('are proposed up to what is held, signed by the others and carried once', async () => {
    const { federation, homes } = scene('pins');
    const [kr, th, vn] = homes;
    const space = sharedCase(kr, 'TH', 'VN');
    for (const home of [th, vn]) await memorySync(home, kr);
    seizure(vn, space, 'Hanoi');
    await memorySync(vn, kr);
    expect(codeOf(() => proposePins(kr.replica.context, 'VN'))).toBe('roster-member-present');
    expect(codeOf(() => proposePins(kr.replica.context, 'MY'))).toBe('roster-member-unknown');
    combine(kr, signedBy(federation, proposal(kr, { remove: ['VN'] }), 'KR', 'TH'));
    const text = rosterFileText(proposePins(kr.replica.context, 'VN'));
    expect(showProposal(text).pins).toMatchObject([{ member: 'VN', space }]);
    expect(codeOf(() => signProposal(text, federation.rootKey('VN')))).toBe('roster-key-unknown');
    const copies = signedBy(federation, text, 'KR', 'TH');
    expect(combine(kr, copies).pinned).toEqual([space]);
    expect(combine(kr, copies).pinned).toEqual([]);
    expect(codeOf(() => proposePins(kr.replica.context, 'VN'))).toBe('roster-pins-empty');
  });
});
