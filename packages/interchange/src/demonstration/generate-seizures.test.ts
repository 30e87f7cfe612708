import { checkFieldValue } from '@liaison/records';
import { expect, test } from 'vitest';
import { type GeneratedSeizure, generateSeizures } from './generate-seizures.js';
import { KOREA } from './profile-korea.js';
import { MALAYSIA } from './profile-malaysia.js';
import { THAILAND } from './profile-thailand.js';
import { VIETNAM } from './profile-vietnam.js';

const MEMBERS = ['KR', 'TH', 'VN', 'MY'];

function generated(count: number, seed: string | number = 7, first = 0): GeneratedSeizure[] {
  const seizures = generateSeizures({ seed, count, members: MEMBERS, first });
  if (!seizures.ok) throw seizures.error;
  return seizures.value;
}

test('a record depends on seed and number, not on how many are made', () => {
  expect(generated(40).slice(0, 10)).toEqual(generated(10));
  expect(generated(30, 7, 10)).toEqual(generated(40).slice(10));
  expect(generated(10, 8)).not.toEqual(generated(10));
  // Pins the generator: a change of any draw changes the demonstration of everybody.
  expect(generated(1)[0]).toMatchInlineSnapshot(`
    {
      "fields": {
        "agency": "[DEMO] 경찰청 마약수사대",
        "caseNumber": "DEMO-KR-2024-00001",
        "channel": "mail",
        "concealment": "이중 바닥 여행가방",
        "country": "KR",
        "destination": "KR",
        "origin": "TH",
        "place": "대구 달서구 성서공단",
        "quantity": {
          "amount": 38.8,
          "grams": 38.8,
          "unit": "g",
        },
        "seizedOn": "2024-02-03",
        "substance": "cannabis",
      },
      "texts": {
        "narrative": "대구 달서구 성서공단에서 TH발 화물의 X선 검색 중 대마 38.8 g을(를) 적발하였다. 통제배달로 수취인 1명을 검거하였으며 은닉 수법은 이중 바닥 여행가방이다. Generated for demonstration (seed 7).",
      },
    }
  `);
});

test('every record says that it is generated', () => {
  for (const { fields, texts } of generated(400)) {
    expect(texts.narrative).toMatch(/Generated for demonstration \(seed 7\)\.$/);
    expect(fields.agency).toMatch(/^\[DEMO\] /);
    expect(fields.caseNumber).toMatch(/^DEMO-(KR|TH|VN|MY)-202[45]-\d{5}$/);
  }
});

test('every value is one that its kind accepts, and stays as it is', () => {
  for (const { fields } of generated(2000)) {
    for (const [name, value] of Object.entries(fields)) {
      const checked = checkFieldValue('seizure', name, value);
      expect(checked.ok ? checked.value : `${name}: ${checked.error.message}`).toEqual(value);
    }
  }
});

test('values are plausible and varied: members in turn, own scripts, all substances, no route from itself', () => {
  const seizures = generated(2000);
  expect(new Set(seizures.map(({ fields }) => fields.substance)).size).toBe(10);
  expect(seizures.slice(0, 4).map(({ fields }) => fields.country)).toEqual(MEMBERS);
  for (const { fields, texts } of seizures) {
    expect(fields.origin).not.toBe(fields.country);
    expect(texts.narrative).not.toMatch(/[{}]|undefined/);
    if (fields.country === 'KR') expect(texts.narrative).toMatch(/[가-힣]/);
    if (fields.country === 'TH') expect(texts.narrative).toMatch(/[ก-๙]/);
    const { amount } = fields.quantity as { amount: number };
    expect(amount).toBeGreaterThan(0);
  }
  expect(seizures.filter(({ fields }) => fields.country === 'VN' && /đ/i.test(String(fields.place)))).not.toEqual([]);
});

test.each([
  ['KR', KOREA],
  ['TH', THAILAND],
  ['VN', VIETNAM],
  ['MY', MALAYSIA],
])('profile %s is NFC and names all', (_code, profile) => {
  const text = JSON.stringify(profile);
  expect(text).toBe(text.normalize('NFC'));
  expect(Object.keys(profile.substanceNames)).toHaveLength(10);
});

test('a member without profile is refused', () => {
  const seizures = generateSeizures({ seed: 1, count: 1, members: ['KR', 'ZZ'] });
  expect(!seizures.ok && seizures.error.code).toBe('demonstration-member-unknown');
});
