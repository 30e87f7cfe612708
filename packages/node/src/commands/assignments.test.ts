import { describe, expect, test } from 'vitest';
import { type Assignment, changeFrom } from './assignments.js';

const change = (...assignments: Assignment[]) => changeFrom('seizure', assignments);

describe('assignments', () => {
  test('become fields and texts; what is typed is read by the field', () => {
    expect(
      change(
        { field: 'place', text: 'Đà Nẵng' },
        { field: 'purityPercent', text: '85.5' },
        { field: 'quantity', json: { amount: 2.1, unit: 'kg' } },
        { field: 'narrative', text: 'Đà'.normalize('NFD') },
      ),
    ).toMatchObject({
      fields: { place: 'Đà Nẵng', purityPercent: 85.5, quantity: { amount: 2.1, unit: 'kg' } },
      texts: { narrative: 'Đà'.normalize('NFC') },
    });
  });

  test('an empty text or null clears a field, and the last of two holds', () => {
    expect(change({ field: 'place', text: '' }, { field: 'agency', json: null }).fields).toEqual({
      place: null,
      agency: null,
    });
    expect(change({ field: 'place', text: 'a' }, { field: 'place', text: 'b' }).fields).toEqual({ place: 'b' });
    expect(change({ field: 'narrative', text: '' }).texts).toEqual({ narrative: '' });
  });

  test.each<[string, Assignment]>([
    ['field-unknown', { field: 'plase', text: 'x' }],
    ['field-unknown', { field: '__proto__', text: 'x' }],
    ['field-unknown', { field: 'constructor', json: 1 }],
  ])('%s', (code, assignment) => {
    expect(() => change(assignment)).toThrow(expect.objectContaining({ code, next: expect.any(String) }));
  });

  test('a kind that does not exist is named with those that do', () => {
    expect(() => changeFrom('sezure', [])).toThrow(expect.objectContaining({ code: 'kind-unknown' }));
  });

  test('a value of the wrong form is refused with a code and a next step', () => {
    for (const wrong of [
      { field: 'purityPercent', text: 'pure' },
      { field: 'seizedOn', text: '2026-02-30' },
      { field: 'narrative', json: 5 },
    ]) {
      expect(() => change(wrong)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^[a-z-]+$/), next: expect.stringMatching(/./) }),
      );
    }
  });
});
