import type { JsonValue } from '@liaison/protocol';
import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { scanAny } from '../update/any-value.js';
import { ByteReader } from '../update/byte-reader.js';
import { isReadableValue, orderedValue } from '../values/readable-value.js';
import { freshSectionView } from './fresh-section.js';
import { SectionDocument } from './section-document.js';
import { createSectionUpdate } from './section-edit.js';
import { encodeView, isEmptyView, searchableText } from './section-view.js';

const leaf = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
);
const value = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 3 }), leaf, { maxKeys: 3 }),
);
const field = fc.constantFrom('seizedOn', 'country', 'place', 'quantity', 'agency');
const fields = fc.dictionary(field, value.filter((v) => isReadableValue(v)) as fc.Arbitrary<JsonValue>, { maxKeys: 5 });
const texts = fc.dictionary(fc.constantFrom('narrative', 'summary'), fc.string({ unit: 'grapheme' }), { maxKeys: 2 });
const client = fc.integer({ min: 1, max: 2 ** 32 - 1 });

test('a new section has the very bytes that Yjs makes', () => {
  fc.assert(
    fc.property(client, fields, texts, (writer, fieldValues, textValues) => {
      const doc = new Y.Doc();
      doc.clientID = writer;
      doc.transact(() => {
        for (const name of Object.keys(fieldValues).sort())
          doc.getArray(`f:${name}`).insert(0, [JSON.parse(JSON.stringify(orderedValue(fieldValues[name] ?? null)))]);
        for (const name of Object.keys(textValues).sort()) doc.getText(`t:${name}`).insert(0, textValues[name] ?? '');
      });
      const update = createSectionUpdate(writer, { fields: fieldValues, texts: textValues });
      const empty = SectionDocument.fromUpdates([]).edit(writer, { fields: fieldValues, texts: textValues });
      expect(empty).toEqual(update);
      if (update === null) return;
      expect(Buffer.from(update).toString('hex')).toBe(Buffer.from(Y.encodeStateAsUpdate(doc)).toString('hex'));
      const section = SectionDocument.fromUpdates([update]);
      expect(Buffer.from(section.encodeState()).equals(update)).toBe(true);
      const view = freshSectionView(update);
      expect(view !== null && encodeView(view)).toBe(encodeView(section.view()));
    }),
  );
});

test('the scan of bytes and the check of values agree on what is readable', () => {
  const any = fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true, maxDepth: 6, maxKeys: 3 });
  fc.assert(
    fc.property(any, (thing) => {
      const plain = typeof thing === 'function' || typeof thing === 'symbol' ? undefined : thing;
      let bytes: Uint8Array;
      try {
        bytes = encoding.encode((encoder) => encoding.writeAny(encoder, plain as never));
      } catch {
        return; // what lib0 cannot write is never on the wire
      }
      const reader = new ByteReader(bytes);
      const readable = scanAny(reader);
      expect(reader.left).toBe(0);
      // Lone surrogates and exotic objects change on the way into lib0's bytes, so only the plain direction is exact.
      if (isReadableValue(plain)) expect(readable).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('what says nothing makes no update, and clearing makes a view empty again', () => {
  expect(createSectionUpdate(1, { fields: { place: null }, texts: { narrative: '' } })).toBeNull();
  const section = SectionDocument.fromUpdates([]);
  section.edit(1, { fields: { place: 'Jeju' }, texts: { narrative: '대마' } });
  expect(searchableText(section.view())).toBe('Jeju\u001f대마');
  section.edit(1, { fields: { place: null }, texts: { narrative: '' } });
  expect(isEmptyView(section.view())).toBe(true);
});

test.each([
  ['field-name', { fields: { __proto__x: 1 } }],
  ['field-name', { fields: { 'Ba d': 1 } }],
  ['value-unreadable', { fields: { place: '\ud800' } }],
  ['value-unreadable', { fields: { place: [[[[[1]]]]] } }],
  ['value-unreadable', { fields: { count: Number.NaN } }],
  ['text-unreadable', { texts: { narrative: 'a\udc00' } }],
  ['text-unreadable', { texts: { narrative: 'a'.repeat(200_001) } }],
  ['update-too-large', { texts: { narrative: '가'.repeat(100_000) } }],
])('a writer is told %s', (code, change) => {
  expect(() => createSectionUpdate(1, change)).toThrow(expect.objectContaining({ code }));
});

test('a change of text is one replacement that splits no character', () => {
  const section = SectionDocument.fromUpdates([]);
  section.edit(1, { texts: { narrative: 'a😀b' } });
  section.edit(2, { texts: { narrative: 'a😁b' } });
  expect(section.view().texts.narrative).toBe('a😁b');
  section.edit(3, { texts: { narrative: 'a😁😁b' } });
  section.edit(1, { texts: { narrative: '😁b' } });
  expect(section.view()).toMatchObject({ texts: { narrative: '😁b' }, unreadable: {} });
});
