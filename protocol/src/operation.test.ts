import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { LIMITS } from './limits.js';
import { decodeOperation, encodeOperation, FORM, operationHeaderSchema, withContent } from './operation.js';

const edit = operationHeaderSchema.parse({
  op: 'edit',
  kind: 'seizure',
  record: '018f3a5e-7c1b-7d20-9a3b-5c4d3e2f1a0b',
  section: 'joint',
});

test('OPR-1: a frame reads back, with any update as content', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
      const body = encodeOperation(FORM.update, edit, content);
      const decoded = decodeOperation(body);
      if (!decoded.ok) throw decoded.error;
      expect(decoded.value).toEqual({ form: FORM.update, header: edit, content });
    }),
  );
});

test('OPR-1: no bytes throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (body) => {
      const decoded = decodeOperation(body);
      if (!decoded.ok) expect(decoded.error.code).toBe('operation-malformed');
    }),
  );
});

test('OPR-2: the skeleton frame keeps form and header', () => {
  const body = encodeOperation(FORM.json, { op: 'audience' }, Buffer.from('{"members":[]}'));
  const bare = decodeOperation(withContent(body, Buffer.from('null')));
  expect(bare.ok && [bare.value.header, Buffer.from(bare.value.content).toString()]).toEqual([
    { op: 'audience' },
    'null',
  ]);
});

test('OPR-4: what a later version writes is unread, never malformed', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.constantFrom('x', 1, true, null)), (header) => {
      const text = Buffer.from(canonicalJson(header));
      fc.pre(text.length <= LIMITS.operationHeaderBytesMax);
      const body = Buffer.concat([Uint8Array.of(FORM.update, text.length >> 8, text.length & 0xff), text]);
      const decoded = decodeOperation(body);
      if (!decoded.ok) throw decoded.error;
      const known = ['genesis', 'audience', 'pin'].includes(String(header.op)) && Object.keys(header).length === 1;
      expect(decoded.value.header !== undefined).toBe(known);
    }),
  );
});
