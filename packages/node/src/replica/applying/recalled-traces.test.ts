import { databaseImage } from '@liaison/store';
import { describe, expect, test } from 'vitest';
import { recallRecord } from '../../commands/recall-record.js';
import { settleConflict, undoSettlement } from '../../commands/settle-conflict.js';
import { editRecord, newRecord } from '../../commands/write-record.js';
import { keepWords, restoreWords } from '../../live/kept-words.js';
import { OpenText } from '../../live/open-text.js';
import { changeOf } from '../../live/text-edit.js';
import { conflictCards } from '../../queries/conflict-cards.js';
import { recordCards } from '../../queries/settled-cards.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { settleDerived } from '../derived/search-upkeep.js';
import { sharedCase } from '../raw-entries.fixture.js';

function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH'], seed);
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  return { kr, th, space: sharedCase(kr, 'TH') };
}

/** Whether a text stands anywhere in what a home's database holds. */
function keeps(home: MemoryHome, text: string): boolean {
  settleDerived(home.replica.context);
  return Buffer.from(databaseImage(home.database)).includes(text);
}

const recallJoint = ({ replica, officer }: MemoryHome, record: string) =>
  recallRecord(replica, officer, { record, joint: true, reason: 'error' });

describe('RCL-4: what a home keeps beside a section goes with it', () => {
  test('what was decided between differing values, which nobody can undo then', async () => {
    const { kr, th, space } = scene('settled');
    const change = { fields: { place: 'Busan' } };
    const { record } = newRecord(kr.replica, kr.officer, { space, kind: 'seizure', change });
    await memorySync(kr, th);
    const say = ({ replica, officer }: MemoryHome, place: string) =>
      editRecord(replica, officer, { record, joint: true, change: { fields: { place } } });
    say(kr, 'Gate of the informant');
    say(th, 'Gate B');
    await memorySync(kr, th);
    const query = { filter: {}, limit: 10 };
    const [card] = conflictCards(th.replica.context, th.officer.certificate.claims.writer, query).items.flatMap(
      ({ cards }) => cards.filter(({ section }) => section === 'joint'),
    );
    const value = card?.values.findIndex((one) => one.value === 'Gate B') as number;
    const { settlement } = settleConflict(th.replica, th.officer, {
      record,
      field: 'place',
      digest: card?.digest as string,
      settling: { choice: 'keep', value, section: 'joint' },
    });
    await memorySync(kr, th);
    expect(recordCards(th.replica.context, record).settled).toMatchObject([{ settlement }]);
    recallJoint(kr, record);
    await memorySync(kr, th);
    expect(keeps(th, 'Gate of the informant')).toBe(false);
    expect(recordCards(th.replica.context, record).settled).toEqual([]);
    expect(() => undoSettlement(th.replica, th.officer, settlement)).toThrow('nothing to undo');
  });

  test('what a text said while an officer typed in it; what the officer typed stays', async () => {
    const { kr, th, space } = scene('typed');
    const change = { texts: { narrative: 'The informant is Nguyen.' } };
    const { record } = newRecord(kr.replica, kr.officer, {
      space,
      kind: 'seizure',
      change: { fields: { place: 'Busan' } },
    });
    editRecord(kr.replica, kr.officer, { record, joint: true, change });
    await memorySync(kr, th);
    const written = change.texts.narrative;
    const name = { space, record, field: 'narrative', joint: true };
    const author = th.officer.certificate.claims.writer;
    const typed = changeOf([{ from: written.length, to: written.length, insert: ' Seen at noon.' }], written.length);
    const groups = [{ author, change: typed }];
    th.replica.transaction(() => keepWords(th, name, { author, written, groups, change: 'a-change' }));
    expect(keeps(th, 'informant is Nguyen')).toBe(true);
    recallJoint(kr, record);
    await memorySync(kr, th);
    expect(keeps(th, 'informant is Nguyen')).toBe(false);
    const text = new OpenText(name, '', 0);
    restoreWords(th, text, author);
    expect(text.live.text).toBe(' Seen at noon.');
  });
});
