import { FORM } from '@liaison/protocol';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { SectionDocument } from '../section/section-document.js';
import { encodeView } from '../section/section-view.js';
import { hostileUpdates } from '../testing/hostile-updates.js';
import { judgeUpdate } from './judge-update.js';
import { skeletonOf } from './skeleton.js';
import { inspectUpdate } from './update-shape.js';

const ATTACKER = 11;
const VICTIM = 12;

function victimSection(): SectionDocument {
  const section = SectionDocument.fromUpdates([]);
  section.edit(VICTIM, { fields: { agency: 'ONCB' }, texts: { narrative: 'victim text' } });
  section.edit(ATTACKER, { fields: { agency: 'SPO', country: 'TH' } });
  return section;
}

const scene = { client: ATTACKER, clock: 2, victim: VICTIM, victimClock: 12 };
const vectors = hostileUpdates(scene);

test('the vectors have distinct names', () => {
  expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
  expect(victimSection().clocks()).toEqual(
    new Map([
      [ATTACKER, 2],
      [VICTIM, 12],
    ]),
  );
});

test.each(vectors)('$name: $verdict', ({ update, verdict }) => {
  const section = victimSection();
  const before = encodeView(section.view());
  const shape = inspectUpdate(update);
  if (verdict === 'malformed') {
    expect(!shape.ok && shape.error.code).toBe('update-malformed');
    expect(skeletonOf(FORM.update, update).ok).toBe(false);
    expect(section.apply(update)).toBe(false);
    expect(encodeView(section.view())).toBe(before);
    return;
  }
  const skeleton = skeletonOf(FORM.update, update);
  if (!shape.ok || !skeleton.ok) throw new Error('a readable update must have a shape and a skeleton');
  expect(inspectUpdate(skeleton.value)).toEqual(shape);
  const reason = judgeUpdate(shape.value, { client: ATTACKER, clocks: section.clocks() });
  if (verdict !== 'unreadable' && verdict !== 'harmless') {
    expect(reason).toBe(verdict);
    // A document knows no keys, so only a forged writer is none of its business: judging comes first.
    if (reason !== 'void-foreign-client') {
      section.apply(update);
      expect(encodeView(section.view())).toBe(before);
    }
    return;
  }
  expect(reason).toBeNull();
  expect(section.apply(update)).toBe(true);
  expect(section.isPending).toBe(false);
  expect(section.clocks().get(VICTIM)).toBe(12);
  const { fields, texts, unreadable } = section.view();
  expect(fields).toEqual({ agency: ['SPO'], country: ['TH'] });
  expect(Object.getPrototypeOf(fields)).toBeNull();
  if (verdict === 'unreadable') {
    expect(Object.values(unreadable)).toEqual([1]);
    expect(texts).toEqual({ narrative: 'victim text' });
  }
  const again = SectionDocument.fromState(section.encodeState());
  expect(encodeView(again.view())).toBe(encodeView(section.view()));
});

test('Yjs itself agrees that what is accepted has canonical bytes', () => {
  for (const { update, verdict } of vectors.filter((vector) => vector.verdict === 'harmless')) {
    expect([verdict, Buffer.from(Y.diffUpdate(update, Uint8Array.of(0))).toString('hex')]).toEqual([
      'harmless',
      Buffer.from(update).toString('hex'),
    ]);
  }
});
