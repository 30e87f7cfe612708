import { derivedRecordId, formatRecordNumber, parseRecordNumber } from '@liaison/records';
import { accepted, invalid, outcomeOf, refused, type Topic, valid } from '../vector-file.js';

const NUMBERS: readonly [string, string, string] = [
  formatRecordNumber({ member: 'KR', year: 2026, serial: 143, counter: 123 }),
  formatRecordNumber({ member: 'UNODC', year: 2026, serial: 1, counter: 7 }),
  formatRecordNumber({ member: 'VN', year: 9999, serial: 0xf_ffff, counter: 9_999_999_999 }),
];

const number = (comment: string, text: string) => valid(comment, { number: text });
const wrong = (comment: string, text: string, flag: string, code: string) =>
  invalid(comment, { number: text }, flag, code);

export const recordNumberTopic: Topic = {
  path: 'numbers/record-number',
  comment: 'Record numbers as they are signed: capital letters, no white space around them.',
  shapes: {
    context: {},
    input: { number: 'string' },
    expected: { member: 'string', year: 'integer', serial: 'integer', counter: 'integer' },
  },
  notes: {
    Form: { bugType: 'MALFORMED', effect: 'A label that nobody can read back.', rules: ['NUM-1'] },
    Check: { bugType: 'MISREAD', effect: 'A slip of the pen names another record.', rules: ['NUM-2'] },
  },
  groups: () => [
    {
      comment: 'member, year, serial in base 32, counter, check character',
      context: {},
      cases: [
        number('the 123rd record of writer 143 of KR', NUMBERS[0]),
        number('an organisation', NUMBERS[1]),
        number('the highest serial and counter', NUMBERS[2]),
        wrong('a wrong check character', `${NUMBERS[0].slice(0, -1)}0`, 'Check', 'record-number-check'),
        wrong('two digits swapped', NUMBERS[0].replace('123', '132'), 'Check', 'record-number-check'),
        wrong('another member', NUMBERS[0].replace('KR', 'TH'), 'Check', 'record-number-check'),
        wrong('a leading zero in the serial', NUMBERS[0].replace('4F', '04F'), 'Check', 'record-number-check'),
        wrong('a letter that base 32 leaves out', NUMBERS[0].replace('4F', '4I'), 'Form', 'record-number-malformed'),
        wrong('a leading zero in the counter', NUMBERS[0].replace('123', '0123'), 'Form', 'record-number-malformed'),
        wrong('a year of two digits', NUMBERS[0].replace('2026', '26'), 'Form', 'record-number-malformed'),
        wrong('a space at the end', `${NUMBERS[0]} `, 'Form', 'record-number-malformed'),
        wrong('small letters', NUMBERS[0].toLowerCase(), 'Form', 'record-number-malformed'),
        wrong('no check character', NUMBERS[0].slice(0, -2), 'Form', 'record-number-malformed'),
      ],
    },
  ],
  // a person may type small letters and spaces; what is signed has neither
  run: ({ number: signed }) =>
    /\s|[a-z]/.test(String(signed))
      ? refused('record-number-malformed')
      : outcomeOf(parseRecordNumber(String(signed)), (parts) => ({ ...parts })),
};

const from = (space: string, source: string, key: string) => ({ space, source, key });
const SPACE = 'LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ';

export const derivedIdTopic: Topic = {
  path: 'numbers/derived-record-id',
  rules: ['NUM-3', 'SPC-8'],
  comment: 'Ids of imported records: one source and key in one space give one record, whoever imports it.',
  shapes: { context: {}, input: { space: 'string', source: 'string', key: 'string' }, expected: { record: 'string' } },
  notes: {},
  groups: () => [
    {
      comment: 'space, source and key; the three are never run together',
      context: {},
      cases: [
        valid('a row', from(SPACE, 'cbp-drug-seizures', '["2023","APR"]')),
        valid('another key', from(SPACE, 'cbp-drug-seizures', '["2023","MAY"]')),
        valid('a character moved from source to key', from(SPACE, 'cbp-drug-seizure', 's["2023","APR"]')),
        valid('text in several scripts', from(SPACE, '관세청', '대마|ยาบ้า')),
        valid('the record of a space about itself', from(SPACE, 'liaison', 'space')),
      ],
    },
  ],
  run: ({ space, source, key }) => accepted({ record: derivedRecordId(String(space), String(source), String(key)) }),
};
