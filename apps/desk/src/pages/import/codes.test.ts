import { expect, it } from 'vitest';
import { codeFor, codesGiven, withCode } from './codes.js';

const CODES = ['heroin', 'ketamine'];

it('a value means what the map says; without a map, itself where it is a code', () => {
  expect(codeFor({ Ice: 'methamphetamine', '-': null }, 'Ice', CODES)).toBe('methamphetamine');
  expect(codeFor({ '-': null }, '-', CODES)).toBeNull();
  expect(codeFor({ Ice: 'methamphetamine' }, 'heroin', CODES)).toBeUndefined();
  expect(codeFor(undefined, 'heroin', CODES)).toBe('heroin');
  expect(codeFor(undefined, 'TH', [])).toBe('TH');
  expect(codeFor(undefined, 'Thailand', [])).toBeUndefined();
});

it('the first change keeps what was understood before it', () => {
  const begun = codesGiven(undefined, ['heroin', 'moon dust'], CODES);
  expect(withCode(begun, 'moon dust', 'ketamine')).toEqual({ heroin: 'heroin', 'moon dust': 'ketamine' });
  expect(withCode({ heroin: 'heroin' }, 'heroin', undefined)).toEqual({});
});
