import { expect, test } from 'vitest';
import { RECORD_LIMITS } from '../limits.js';
import { SectionDocument } from '../section/section-document.js';
import { createSectionUpdate } from '../section/section-edit.js';
import { judgeUpdate, scatteredStructs } from './judge-update.js';
import { inspectUpdate, type UpdateShape } from './update-shape.js';

function shapeOf(update: Uint8Array | null): UpdateShape {
  const shape = inspectUpdate(update ?? new Uint8Array());
  if (!shape.ok) throw shape.error;
  return shape.value;
}

test('UPD-4: what is valid depends on the causal past, not on what a node happens to hold', () => {
  const section = SectionDocument.fromUpdates([]);
  section.edit(1, { fields: { place: 'Jeju' } });
  const edit = shapeOf(section.edit(2, { fields: { place: 'Busan' } }));
  expect(judgeUpdate(edit, { client: 2, clocks: new Map([[1, 1]]) })).toBeNull();
  expect(judgeUpdate(edit, { client: 2, clocks: new Map() })).toBe('void-origin');
  const cleared = shapeOf(section.edit(1, { fields: { place: null } }));
  expect(cleared.client).toBeNull();
  expect(judgeUpdate(cleared, { client: 1, clocks: new Map([[2, 1]]) })).toBeNull();
  expect(judgeUpdate(cleared, { client: 1, clocks: new Map([[1, 1]]) })).toBe('void-delete-unknown');
});

test('LIM-11, LIM-13: typing on is free, scattering is counted over all updates of a writer', () => {
  const section = SectionDocument.fromUpdates([]);
  const first = section.edit(1, { fields: { place: 'x' }, texts: { narrative: 'a' } });
  expect(scatteredStructs(shapeOf(first))).toBe(2);
  const typed = section.edit(1, { texts: { narrative: 'ab' } });
  expect(scatteredStructs(shapeOf(typed))).toBe(0);
  const one = shapeOf(createSectionUpdate(1, { fields: { place: 'x' } }));
  const context = { client: 1, clocks: new Map<number, number>() };
  expect(judgeUpdate(one, { ...context, scattered: RECORD_LIMITS.sectionScatteredMax - 1 })).toBeNull();
  expect(judgeUpdate(one, { ...context, scattered: RECORD_LIMITS.sectionScatteredMax })).toBe('void-limit-scattered');
});

test('LIM-12: a writer cannot use up the clocks of a section', () => {
  const one = shapeOf(createSectionUpdate(1, { fields: { place: 'x' } }));
  const last = { ...one, from: RECORD_LIMITS.sectionClockMax, to: RECORD_LIMITS.sectionClockMax + 1 };
  expect(judgeUpdate(last, { client: 1, clocks: new Map([[1, RECORD_LIMITS.sectionClockMax]]) })).toBe(
    'void-limit-clock',
  );
});
