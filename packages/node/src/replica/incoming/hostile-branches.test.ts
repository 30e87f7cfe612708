import { Store } from '@liaison/store';
import { expect, test } from 'vitest';
import { listSetAside } from '../../queries/list-set-aside.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import {
  controlHeads,
  deliver,
  digestAt,
  editOperation,
  rawEntry,
  seizure,
  sharedCase,
  tipsAt,
  wiresAt,
} from '../raw-entries.fixture.js';
import { Replica } from '../replica.js';

/** As the home is, with a limit that a test can reach. */
function narrow(home: MemoryHome, tipsTakenMax: number): void {
  const { clock, member, random } = home.replica.context;
  const { serviceKey } = home.replica;
  const store = new Store(home.database);
  home.replica = new Replica({ store, member, home: home.service.writer, serviceKey, clock, random, tipsTakenMax });
}

test('LIM-29: a member that forks a log a thousand times and names every branch stops one space and no other', async () => {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], 'branches');
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const accomplice = federation.addLaptop('TH-2', 'TH', '*');
  const [space, other] = [sharedCase(kr, 'TH', 'VN'), sharedCase(kr, 'TH', 'VN')];
  for (const home of [th, vn, accomplice]) await memorySync(home, th === home ? kr : home === vn ? kr : th);
  for (const home of [kr, vn]) await memorySync(home, th);
  for (const home of [kr, vn]) narrow(home, 12);
  const { record } = seizure(th, other, 'Satun');
  const heads = controlHeads(kr, space);
  const branches = Array.from({ length: 30 }, (_, i) => {
    const operations = [editOperation(th.officer, record, { fields: { place: `branch ${i}` } })];
    return rawEntry(th, th.officer, { space, operations, heads, after: null });
  });
  const naming = editOperation(accomplice.officer, record, { fields: { place: 'all of them' } });
  const named = branches.map(({ opened }) => opened.id).sort();
  const { wire } = rawEntry(th, accomplice.officer, {
    space,
    operations: [naming],
    heads: [...heads, ...named].sort(),
    after: null,
  });
  const page = [...branches.map((branch) => branch.wire), wire, ...wiresAt(th, other).slice(-1)];
  expect(deliver(kr, th, page)).toMatchObject({ entries: 1, refused: { code: 'space-too-wide' } });
  expect(listSetAside(kr.replica.context, 5).refusals).toMatchObject([{ code: 'space-too-wide' }]);
  seizure(kr, space, 'Mokpo');
  seizure(kr, other, 'Gunsan');
  expect(await memorySync(vn, kr)).toMatchObject({ converged: true, alarms: [] });
  for (const one of [space, other]) {
    expect(tipsAt(vn, one)).toEqual(tipsAt(kr, one));
    expect(digestAt(vn, one)).toBe(digestAt(kr, one));
  }
  expect(tipsAt(kr, space).length).toBeLessThan(12);
});
