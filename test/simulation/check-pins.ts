import type { SpaceId, WriterId } from '@liaison/protocol';
import { promise } from './promise.js';
import type { World } from './world.js';

/** Nothing of a pinned log counts past its pin, in either lane, at any home that may hear of it (PIN-4). */
export function checkPins(world: World, space: SpaceId, names: readonly string[]): void {
  for (const { writer, ...ends } of world.pins.filter((pin) => pin.space === space)) {
    for (const name of names) {
      const { context } = world.home(name).replica;
      const row = context.store.spaces.byId(space)?.row;
      if (row === undefined) continue;
      for (const lane of ['control', 'record'] as const) {
        for (const log of context.store.logs.ofWriter(row, lane, writer as WriterId)) {
          const seq = context.standings.of(row).counting.get(log.row)?.seq ?? 0;
          promise(seq <= ends[lane], () => `${name} counts ${lane} ${seq} of a writer pinned at ${ends[lane]}`);
        }
      }
    }
  }
}
