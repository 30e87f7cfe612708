import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, parseCanonicalJson } from './canonical-json.js';
import { readEditHeader } from './edit-header.js';
import { operationHeaderSchema } from './operation.js';

const matching = (pattern: RegExp) => fc.stringMatching(pattern);
const header = fc.record(
  {
    op: fc.constant('edit'),
    kind: fc.oneof(matching(/^[a-z][a-z-]{0,31}$/), fc.constantFrom('seizure', 'Seizure', 'a'.repeat(33))),
    record: fc.oneof(fc.uuid(), fc.constantFrom('018F3A5E-7C1B-7D20-9A3B-5C4D3E2F1A0B', '')),
    section: fc.oneof(matching(/^[A-Z][A-Z0-9]{1,11}$/), fc.constantFrom('joint', 'K', 'Joint')),
    number: fc.oneof(matching(/^[A-Z]{2}-\d{4}-[0-9A-Z]{1,4}-\d{1,10}-[0-9A-Z]$/), fc.constantFrom('KR', '')),
  },
  { requiredKeys: ['op', 'kind', 'record', 'section'] },
);

/** What the parser and the schema make of it. */
function asSchemaSays(text: string): unknown {
  const parsed = parseCanonicalJson(Buffer.from(text));
  const known = parsed.ok ? operationHeaderSchema.safeParse(parsed.value) : undefined;
  return known?.success === true ? known.data : undefined;
}

test('OPR-3: an edit header that is read at once is what the schema reads', () => {
  let read = 0;
  const property = fc.property(header, (value) => {
    const text = canonicalJson(value);
    const found = readEditHeader(Buffer.from(text));
    if (found !== undefined) read += 1;
    expect(found).toEqual(asSchemaSays(text));
  });
  fc.assert(property, { numRuns: 500 });
  expect(read).toBeGreaterThan(20);
});

test('OPR-4: of what is not such a header in its one spelling, it says nothing', () => {
  const property = fc.property(header, fc.nat(), fc.nat(255), (value, at, byte) => {
    const bytes = Buffer.from(canonicalJson(value));
    bytes[at % bytes.length] = byte;
    const found = readEditHeader(bytes);
    if (found !== undefined) expect(found).toEqual(asSchemaSays(bytes.toString('latin1')));
  });
  fc.assert(property, { numRuns: 500 });
});
