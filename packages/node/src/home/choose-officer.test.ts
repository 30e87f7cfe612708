import type { WriterId } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { chooseOfficer } from './choose-officer.js';

const officer = (writer: string, name: string, isDefault = false) => ({
  writer: writer as WriterId,
  name,
  default: isDefault,
});
const [kim, lee, otherKim] = [officer('w1', '김지원'), officer('w2', 'Lê Văn'), officer('w3', '김지원')];

function codeAndCandidates(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    const { code, data } = error as { code: string; data: { officers: { writer: string }[] } };
    return [code, data.officers.map(({ writer }) => writer)];
  }
}

describe('chooseOfficer', () => {
  it('takes the only one, or the default, where nobody is named', () => {
    expect(chooseOfficer([kim], undefined)).toBe(kim);
    const preferred = officer('w4', 'Somchai', true);
    expect(chooseOfficer([kim, preferred], undefined)).toBe(preferred);
  });

  it('lists the candidates when it is not clear', () => {
    expect(codeAndCandidates(() => chooseOfficer([kim, lee], undefined))).toEqual(['officer-ambiguous', ['w1', 'w2']]);
    expect(codeAndCandidates(() => chooseOfficer([kim, lee, otherKim], '김지원'))).toEqual([
      'officer-ambiguous',
      ['w1', 'w3'],
    ]);
  });

  it('finds a name in either Unicode form, and a writer id', () => {
    expect(chooseOfficer([kim, lee], '김지원'.normalize('NFD'))).toBe(kim);
    expect(chooseOfficer([kim, lee, otherKim], 'w3')).toBe(otherKim);
  });

  it('says who there is when the name is not', () => {
    expect(codeAndCandidates(() => chooseOfficer([kim, lee], 'Park'))).toEqual(['officer-unknown', ['w1', 'w2']]);
    expect(codeAndCandidates(() => chooseOfficer([], undefined))).toEqual(['officer-unknown', []]);
  });
});
