import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownChange } from './own-change.js';
import { type PendingGroup, withChange } from './pending-groups.js';
import { applyChange, changeOf } from './text-edit.js';

const edit = fc.record({ author: fc.constantFrom('KIM', 'lee'), at: fc.nat(20), insert: fc.constantFrom('1', '22') });

test('WEB-10: what one officer typed is found again without what others typed, whatever they typed among it', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
      const written = 'Two parcels.';
      let text = written;
      let groups: readonly PendingGroup<string>[] = [];
      const typed: Record<string, string> = { KIM: '', lee: '' };
      for (const { author, at, insert } of edits) {
        const letters = author === 'KIM' ? insert.replace(/./g, 'K') : insert.replace(/./g, 'L');
        const from = Math.min(at, text.length);
        const change = changeOf([{ from, to: from, insert: letters }], text.length);
        groups = withChange(groups, author, change);
        text = applyChange(text, change);
        typed[author] += letters;
      }
      for (const author of ['KIM', 'lee']) {
        const own = applyChange(written, ownChange(groups, author, written.length));
        expect(own.replace(/[KL]/g, '')).toBe(written);
        expect(own.replace(/[^KL]/g, '')).toBe(typed[author]);
      }
    }),
  );
});
