import type { WriterId } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSigningKey } from '../keys/signing-key.js';
import { writerIdOf } from '../keys/writer-id.js';
import { IDENTITY_LIMITS } from '../limits.js';
import { seededRandom } from '../test-federation.fixture.js';
import { NonceLedger } from './nonce-ledger.js';

const random = seededRandom('nonces');
const [kim, somchai] = [createSigningKey(random), createSigningKey(random)].map((key) =>
  writerIdOf('KR', key.publicKey),
) as [WriterId, WriterId];
const ledger = () => new NonceLedger(seededRandom('ledger'));
const TWO_MINUTES = 120_000;

describe('nonces of a writer', () => {
  it('are spent once, and only by the writer they were issued to', () => {
    const nonces = ledger();
    const nonce = nonces.issue(kim);
    expect(nonces.spend(somchai, nonce)).toBe(false);
    expect(nonces.spend(kim, 'made up')).toBe(false);
    expect(nonces.spend(kim, nonce)).toBe(true);
    expect(nonces.spend(kim, nonce)).toBe(false);
  });

  it('behave as a queue of the eight youngest', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant('issue' as const), fc.nat(20)), { maxLength: 60 }), (steps) => {
        const nonces = ledger();
        const issued: string[] = [];
        let live: string[] = [];
        for (const step of steps) {
          if (step === 'issue') {
            const nonce = nonces.issue(kim);
            expect(issued).not.toContain(nonce);
            issued.push(nonce);
            live = [...live, nonce].slice(-8);
          } else if (issued[step] !== undefined) {
            const nonce = issued[step];
            expect(nonces.spend(kim, nonce)).toBe(live.includes(nonce));
            live = live.filter((kept) => kept !== nonce);
          }
        }
      }),
    );
  });

  it('are kept for so many writers only: the one that was quiet longest is dropped', () => {
    const nonces = ledger();
    const first = nonces.issue(kim);
    const again = nonces.issue(somchai);
    for (let i = 2; i < IDENTITY_LIMITS.nonceWritersMax; i++) nonces.issue(`writer ${i}` as WriterId);
    nonces.issue(somchai);
    nonces.issue('one too many' as WriterId);
    expect(nonces.spend(kim, first)).toBe(false);
    expect(nonces.spend(somchai, again)).toBe(true);
  });
});

describe('challenges', () => {
  it('are spent once within two minutes', () => {
    const nonces = ledger();
    const challenge = nonces.challenge(5.5);
    expect(nonces.spendChallenge(challenge, 5.5)).toBe(true);
    expect(nonces.spendChallenge(challenge, 6)).toBe(false);
    expect(nonces.spendChallenge(challenge, 5 + TWO_MINUTES - 1)).toBe(false);
    const late = nonces.challenge(1_000);
    expect(nonces.spendChallenge(late, 1_000 + TWO_MINUTES)).toBe(false);
    expect(nonces.spendChallenge(late, 1_000 + TWO_MINUTES - 1)).toBe(true);
  });

  it('are spent once at whatever times they are tried', () => {
    const times = fc.array(fc.nat(3 * TWO_MINUTES), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(fc.nat(10 * TWO_MINUTES), times, (issued, waits) => {
        const nonces = ledger();
        const challenge = nonces.challenge(issued);
        const tries = [...waits].sort((a, b) => a - b);
        const accepted = tries.filter((wait) => nonces.spendChallenge(challenge, issued + wait));
        expect(accepted).toEqual(tries.filter((wait) => wait < TWO_MINUTES).slice(0, 1));
      }),
    );
  });

  it('are refused from the future, altered, made up, or of another process', () => {
    const nonces = ledger();
    const challenge = nonces.challenge(1_000);
    const altered = `${challenge.startsWith('A') ? 'B' : 'A'}${challenge.slice(1)}`;
    expect(nonces.spendChallenge(challenge, 999)).toBe(false);
    for (const any of [altered, `${challenge}A`, '', '%', 'A'.repeat(51), 'A'.repeat(100_000)])
      expect(nonces.spendChallenge(any, 1_000)).toBe(false);
    expect(new NonceLedger(seededRandom('another process')).spendChallenge(challenge, 1_000)).toBe(false);
    expect(nonces.spendChallenge(challenge, 1_000)).toBe(true);
  });

  it('are not the nonces of a writer, nor the other way round', () => {
    const nonces = ledger();
    expect(nonces.spend(kim, nonces.challenge(0))).toBe(false);
    expect(nonces.spendChallenge(nonces.issue(kim), 0)).toBe(false);
  });

  it('stop being accepted when 10,000 were spent within their life, and start again after it', () => {
    const nonces = ledger();
    for (let i = 0; i < IDENTITY_LIMITS.challengesSpentMax; i++)
      expect(nonces.spendChallenge(nonces.challenge(0), 0)).toBe(true);
    expect(nonces.spendChallenge(nonces.challenge(0), 0)).toBe(false);
    const later = 2 * TWO_MINUTES;
    expect(nonces.spendChallenge(nonces.challenge(later), later)).toBe(true);
  });
});
