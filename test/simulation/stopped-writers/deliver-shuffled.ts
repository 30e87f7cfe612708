import type { MemoryHome } from '@liaison/node/testing';
import { encodePage, type WireEntry } from '@liaison/protocol';
import type { StoppedWorld } from './stopped-world.js';

const PAGE_BYTES = 4_000_000;

/** Everything that any home would send of the space, each entry once. */
function everything(world: StoppedWorld, reader: MemoryHome): WireEntry[] {
  const byToken = new Map<string, WireEntry>();
  const directories = [...world.federation.members.keys()].map((member) => world.federation.directoryToken(member));
  for (const home of world.homes.values()) {
    home.replica.admitDocuments(reader.service.writer, { rosters: [], directories });
    const wants = (['control', 'record'] as const).map((lane) => ({ space: world.space, lane, have: [] }));
    const { entries } = home.replica.select(reader.service.writer, wants, PAGE_BYTES);
    for (const entry of entries) byToken.set(entry.token, entry);
  }
  return [...byToken.values()];
}

/** A fresh home takes all of it in any order and in pages of any size; only the genesis comes first, since it opens the space. */
export function deliverShuffled(world: StoppedWorld, reader: MemoryHome): void {
  const [genesis, ...rest] = everything(world, reader);
  if (genesis === undefined) throw new Error('the space is empty');
  const from = world.home('KR').service.writer;
  take(reader, from, [genesis]);
  const mixed = rest
    .map((entry) => [world.random.below(2 ** 32), entry] as const)
    .sort(([a], [b]) => a - b)
    .map(([, entry]) => entry);
  while (mixed.length > 0) take(reader, from, mixed.splice(0, 1 + world.random.below(6)));
}

function take(reader: MemoryHome, from: MemoryHome['service']['writer'], entries: readonly WireEntry[]): void {
  const { refused } = reader.replica.ingest(from, encodePage(entries));
  if (refused !== undefined) throw new Error(`a page was refused: ${refused.message}`);
}
