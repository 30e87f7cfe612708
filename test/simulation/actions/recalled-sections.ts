import { isRecalledNow, recallKey } from '@liaison/ledger';
import type { MemoryHome } from '@liaison/node/testing';
import type { KnownRecord } from '../known-places.js';

/** Whether the home's member has recalled what it said there, as far as the home knows. */
export function isRecalledAt(home: MemoryHome, { space, record }: KnownRecord, section: string): boolean {
  const { context } = home.replica;
  const row = context.store.spaces.byId(space)?.row ?? 0;
  return isRecalledNow(home.member, context.standings.recallsOf(row).get(recallKey(record, section)) ?? []);
}
