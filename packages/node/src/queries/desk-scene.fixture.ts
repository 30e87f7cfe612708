import type { JsonValue, RecordId, SpaceId } from '@liaison/protocol';
import { editRecord, newRecord } from '../commands/write-record.js';
import { sharedCase } from '../replica/raw-entries.fixture.js';
import type { ManualClock } from '../testing/manual-clock.js';
import { MemoryFederation, type MemoryHome } from '../testing/memory-federation.js';
import { memorySync } from '../testing/memory-sync.js';

type Fields = Readonly<Record<string, JsonValue | null>>;

/** Korea and Thailand with one shared case; what a page of the desk asks is asked of one of them. */
export async function deskScene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const space = sharedCase(kr, 'TH');
  await memorySync(kr, th);
  return { federation, kr, th, space, meet: () => memorySync(kr, th) };
}

export const reader = (home: MemoryHome) => home.officer.certificate.claims.writer;

export const found = (home: MemoryHome, space: SpaceId, fields: Fields, kind = 'seizure') =>
  newRecord(home.replica, home.officer, { space, kind, change: { fields } });

export const say = (home: MemoryHome, record: RecordId, fields: Fields, joint = false) =>
  editRecord(home.replica, home.officer, { record, joint, change: { fields } });

export const write = (home: MemoryHome, record: RecordId, narrative: string) =>
  editRecord(home.replica, home.officer, { record, joint: false, change: { texts: { narrative } } });

export const laterBy = (home: MemoryHome, minutes: number): void => {
  (home.clock as ManualClock).now += minutes * 60_000;
};

export const grams = (amount: number, unit = 'kg') => ({ amount, unit, grams: unit === 'kg' ? amount * 1000 : null });
