import {
  canonicalJson,
  decodeOperation,
  encodeOperation,
  FORM,
  hex,
  type JsonValue,
  LIMITS,
  type OperationHeader,
  operationHeaderSchema,
} from '@liaison/protocol';
import { type Case, invalid, outcomeOf, type Topic, valid } from '../vector-file.js';

const frame = (form: number, header: string | Uint8Array, content: Uint8Array, length?: number): string => {
  const bytes = Buffer.from(header as string);
  const size = length ?? bytes.length;
  return hex(Buffer.concat([Uint8Array.of(form, size >> 8, size & 0xff), bytes, content]));
};
const JSON_CONTENT = Buffer.from('{"members":["TH","VN"]}');
const UPDATE = Uint8Array.of(0, 0);
const record = '018f3a5e-7c1b-7d20-9a3b-5c4d3e2f1a0b';
const header = (value: unknown): OperationHeader => operationHeaderSchema.parse(value);

const edit = { op: 'edit', kind: 'seizure', record, section: 'KR' };
const encoded = (form: 1 | 2, value: unknown, content: Uint8Array): { hex: string } => ({
  hex: hex(encodeOperation(form, header(value), content)),
});

const fault = (comment: string, text: string, flag: string): Case =>
  invalid(comment, { hex: text }, flag, 'operation-malformed');

/** Edits whose headers have no form of version 1: held unread, since a later version may give them one (OPR-4). */
const oddHeaders = (): Case[] =>
  [
    ['a record id in capitals', { record: record.toUpperCase() }],
    ['a record id that is no UUID', { record: record.slice(1) }],
    ['a section of a member in small letters', { section: 'kr' }],
    ['a section of one letter', { section: 'K' }],
    ['a section of a code that is too long', { section: 'ABCDEFGHIJKLM' }],
    ['a kind of 33 letters', { kind: 'k'.repeat(33) }],
    ['a number that has no form of one', { number: 'KR/2026/1' }],
  ].map(([comment, change]) =>
    valid(
      String(comment),
      { hex: frame(2, canonicalJson({ ...edit, ...(change as object) } as JsonValue), UPDATE) },
      'Unread',
    ),
  );

export const operationFrameTopic: Topic = {
  path: 'operations/frame',
  rules: ['OPR-3', 'SEC-1', 'IDN-1', 'IDN-3'],
  comment: 'Bodies of operations: form, header, content. "read" is false for an operation that version 1 holds unread.',
  shapes: {
    context: {},
    input: { hex: 'string' },
    expected: { form: 'integer', read: 'boolean', content: 'string' },
  },
  notes: {
    Form: { bugType: 'UNKNOWN_FORM', effect: 'A content whose skeleton nobody can compute.', rules: ['OPR-1'] },
    HeaderLength: {
      bugType: 'LENGTH',
      effect: 'Reading past the end, or content taken for header.',
      rules: ['OPR-1', 'LIM-5'],
    },
    HeaderJson: { bugType: 'SECOND_SPELLING', effect: 'One operation, several digests.', rules: ['OPR-1', 'ENC-2'] },
    ContentJson: { bugType: 'SECOND_SPELLING', effect: 'One statement, several digests.', rules: ['OPR-1', 'ENC-2'] },
    Unread: {
      bugType: 'FORWARD_COMPATIBILITY',
      effect: 'Refusing it would cut the log off from older nodes.',
      rules: ['OPR-4'],
    },
  },
  groups: () => [
    {
      comment: 'bodies in hexadecimal',
      context: {},
      cases: [
        valid('an audience', encoded(FORM.json, { op: 'audience' }, JSON_CONTENT)),
        valid('an edit', encoded(FORM.update, edit, UPDATE)),
        valid(
          'an edit of the joint section that gives a number',
          encoded(FORM.update, { ...edit, section: 'joint', number: 'KR-2026-4F-123-H' }, UPDATE),
        ),
        valid('an unknown operation', { hex: frame(1, '{"op":"vote"}', JSON_CONTENT) }, 'Unread'),
        valid('a header without an operation', { hex: frame(1, '{}', JSON_CONTENT) }, 'Unread'),
        valid(
          'an unknown member of a known header',
          { hex: frame(1, '{"extra":1,"op":"audience"}', JSON_CONTENT) },
          'Unread',
        ),
        valid(
          'an edit of a kind whose name is no name',
          { hex: frame(2, `{"kind":"Seizure","op":"edit","record":"${record}","section":"KR"}`, UPDATE) },
          'Unread',
        ),
        ...oddHeaders(),
        fault('no bytes', '', 'Form'),
        fault('form 0', frame(0, '{"op":"audience"}', JSON_CONTENT), 'Form'),
        fault('form 3', frame(3, '{"op":"audience"}', JSON_CONTENT), 'Form'),
        fault(
          'a header that ends after the body',
          frame(1, '{"op":"audience"}', new Uint8Array(), 200),
          'HeaderLength',
        ),
        fault('a body that ends in the length', '0100', 'HeaderLength'),
        fault(
          'a header over its limit',
          frame(1, `{"op":"${'x'.repeat(LIMITS.operationHeaderBytesMax - 8)}"}`, JSON_CONTENT),
          'HeaderLength',
        ),
        fault('no header', frame(2, '', UPDATE), 'HeaderJson'),
        fault('a header with a space', frame(1, '{"op": "audience"}', JSON_CONTENT), 'HeaderJson'),
        fault(
          'a header with keys out of order',
          frame(2, `{"op":"edit","kind":"seizure","record":"${record}","section":"KR"}`, UPDATE),
          'HeaderJson',
        ),
        fault('content with a space', frame(1, '{"op":"audience"}', Buffer.from('{"members": []}')), 'ContentJson'),
        fault('no content', frame(1, '{"op":"audience"}', new Uint8Array()), 'ContentJson'),
      ],
    },
  ],
  run: (input) =>
    outcomeOf(decodeOperation(Buffer.from(String(input.hex), 'hex')), ({ form, header: read, content }) => ({
      form,
      read: read !== undefined,
      content: hex(content),
    })),
};
