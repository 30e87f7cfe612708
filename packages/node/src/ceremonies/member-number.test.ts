import { describe, expect, it } from 'vitest';
import { namedMember, parseNamedMember } from './member-number.js';

const codeOf = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the number of a member', () => {
  it.each([
    ['KR', 410],
    ['TH', 764],
    ['VN', 704],
    ['MY', 458],
    ['KH', 116],
    ['ID', 360],
    ['AF', 4],
  ])('of %s is %i, as in ISO 3166-1', (code, number) => {
    expect(namedMember(code)).toEqual({ code, number });
    expect(namedMember(code, number)).toEqual({ code, number });
  });

  it('of an organisation is given, from 1000 to 4095', () => {
    expect(parseNamedMember('INCB=1000')).toEqual({ code: 'INCB', number: 1000 });
    expect(parseNamedMember('UNODC=4095')).toEqual({ code: 'UNODC', number: 4095 });
    expect(codeOf(() => parseNamedMember('INCB'))).toBe('member-number-missing');
    expect(codeOf(() => parseNamedMember('INCB=999'))).toBe('member-number-wrong');
    expect(codeOf(() => parseNamedMember('INCB=4096'))).toBe('member-number-wrong');
  });

  it('is asked for where two letters are no country', () => {
    expect(codeOf(() => namedMember('XK'))).toBe('member-number-missing');
    expect(namedMember('XK', 1001).number).toBe(1001);
  });

  it.each(['', 'kr', 'K', 'KR=410=1', 'KR=', 'KR=-1', 'KR=4e2', 'constructor', '__proto__', 'ABCDEFGHIJKLM'])(
    'cannot be read from %j',
    (text) => {
      expect(codeOf(() => parseNamedMember(text))).toBe('member-code-malformed');
    },
  );
});
