import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authorityOf, type SpaceAuthority } from './space-authority.js';
import { statedBefore, statementsOf } from './space-statement.js';
import { play, steps } from './statement-histories.fixture.js';

const told = ({ owner, audience, cuts, notAdmitted, disputed }: SpaceAuthority): string =>
  JSON.stringify([
    owner,
    [...audience].sort(),
    cuts.map(({ member, by }) => `${member} ${by.id}`).sort(),
    notAdmitted.map(({ member, why, statement }) => `${member} ${why} ${statement}`).sort(),
    [...disputed].sort(),
  ]);

describe('what a set of statements says', () => {
  test('SPC-5, SPC-14: does not depend on the order in which they are held', () => {
    const property = fc.property(steps, fc.infiniteStream(fc.nat()), (history, chance) => {
      const statements = play(history, 'owner-decides');
      const keyed = statements.map((one) => [chance.next().value as number, one] as const);
      const shuffled = keyed.sort((a, b) => a[0] - b[0]).map(([, one]) => one);
      expect(told(authorityOf(shuffled) as SpaceAuthority)).toBe(told(authorityOf(statements) as SpaceAuthority));
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('SPC-10: nobody who is removed is in the audience, and the owner always is', () => {
    const property = fc.property(steps, (history) => {
      const { owner, audience, cuts } = authorityOf(play(history, 'owner-decides')) as SpaceAuthority;
      expect(audience.has(owner)).toBe(true);
      for (const { member } of cuts) expect(audience.has(member)).toBe(false);
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('SPC-12: under each-consents nobody is ever admitted without the consent of everybody who was there', () => {
    const property = fc.property(steps, (history) => {
      const statements = play(history, 'each-consents');
      for (const one of statementsOf(statements, 'audience')) {
        const past = statements.filter((other) => statedBefore(other, one));
        const before = authorityOf(past) as SpaceAuthority;
        for (const newcomer of one.said.full.filter((code) => !before.audience.has(code))) {
          for (const member of before.audience) {
            if (member === before.owner) continue;
            const given = statementsOf(past, 'consent').some(
              (consent) => consent.member === member && consent.said.newcomer === newcomer,
            );
            expect(given).toBe(true);
          }
        }
      }
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('SPC-13: whatever else is said at the same time, nobody joins after a transfer but through the new owner', () => {
    const property = fc.property(steps, (history) => {
      const statements = play(history, 'owner-decides');
      const { audience, owner, ended } = authorityOf(statements) as SpaceAuthority;
      const lasting = [...ended.values()].flat();
      if (lasting.length === 0) return;
      for (const code of audience) {
        if (code === owner) continue;
        const admitting = statementsOf(statements, 'audience').some(({ said, ...place }) => {
          if (!said.full.includes(code)) return false;
          const under = ended.get(said.tenure);
          return under === undefined || under.some((transfer) => statedBefore({ said, ...place }, transfer));
        });
        expect(admitting || code === 'KR').toBe(true);
      }
    });
    fc.assert(property, { numRuns: 500 });
  });
});
