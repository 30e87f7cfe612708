import { loadMapping } from '@liaison/interchange';
import { importRows } from '@liaison/node';
import { orThrow } from '@liaison/protocol';
import type { Action } from '../action.js';
import { heldSpace } from '../held-places.js';
import { VALUES } from '../spoken-values.js';

/** A small file that two homes of one member, and two members, may both import. */
export const importBatch: Action = {
  kind: 'import',
  weight: 3,
  async run(world, name, random) {
    const home = world.home(name);
    const space = heldSpace(world, home, random)?.id;
    if (space === undefined) return;
    const mapping = orThrow(loadMapping(mappingText(`batch-${random.below(2)}`)));
    const count = 1 + random.below(20);
    const rows = Array.from({ length: count }, (_, i) => `${i},${random.pick(VALUES)},remark ${random.below(3)}`);
    const file = (async function* () {
      yield Buffer.from(`No,Place,Remarks\n${rows.join('\n')}\n`);
    })();
    const input = { space, mapping, file, dryRun: false, onRejected: () => undefined };
    await importRows(home.replica, home.officer, input);
    world.wrote(name, space);
    world.note(`${name} imports ${count} rows`);
  },
};

const mappingText = (source: string): string =>
  JSON.stringify({
    kind: 'seizure',
    source,
    key: ['No'],
    fields: { place: { column: 'Place' }, narrative: { column: 'Remarks' } },
  });
