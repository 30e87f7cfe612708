import { coveringRecall, recallKey } from '@liaison/ledger';
import { recallRecord, reinstateRecord } from '@liaison/node';
import type { MemoryHome, SeededRandom } from '@liaison/node/testing';
import { decodeOperation, type MemberCode, type SpaceId } from '@liaison/protocol';
import { promise } from './checks.js';
import { heldRecord } from './honest-actions.js';
import { isRecalledAt } from './recalled-sections.js';
import type { World } from './world.js';

/** Takes back the own section of a record, or the own part of its joint one; later, mostly, lets it be written again. */
export function recallOrReinstate(world: World, home: MemoryHome, random: SeededRandom): void {
  const known = heldRecord(world, home, random);
  if (known === undefined) return;
  const joint = random.below(2) === 0;
  const section = joint ? 'joint' : home.member;
  const { record, space } = known;
  if (isRecalledAt(home, known, section)) {
    reinstateRecord(home.replica, home.officer, { record, space, joint });
    world.note(`${home.name} reinstates ${section} of ${record.slice(-4)}`);
  } else {
    recallRecord(home.replica, home.officer, { record, space, joint, reason: 'error' });
    world.recalled.add(`${space} ${record} ${section}`);
    world.note(`${home.name} recalls ${section} of ${record.slice(-4)}`);
  }
  world.wrote(home.name, space);
}

/** What recalls that count cover has no content left, and nothing else lost any. */
export function checkRecalls(world: World, name: string, space: SpaceId): void {
  const { context } = world.home(name).replica;
  const row = context.store.spaces.byId(space)?.row;
  if (row === undefined) return;
  const recalls = context.standings.recallsOf(row);
  for (const entry of context.store.entries.ofSpace(row, 0, 1_000_000)) {
    const writer = context.store.logs.byRow(entry.log)?.writer;
    const member = writer && (context.authority.certificate(writer)?.claims.member as MemberCode);
    for (const operation of context.store.operations.ofEntry(entry.row)) {
      const decoded = decodeOperation(operation.body);
      const header = decoded.ok ? decoded.value.header : undefined;
      if (header?.op !== 'edit' || member === undefined) continue;
      const edit = { row: entry.log, seq: entry.seq, past: context.store.pasts.get(entry.past), member };
      const covering = coveringRecall(edit, recalls.get(recallKey(header.record, header.section)) ?? []);
      // content that nobody holds any more: its recall was a stolen laptop's, and a pin cut it off (RCL-6)
      const missing = (context.store.entries.firstDamaged(entry.log) ?? Number.POSITIVE_INFINITY) <= entry.seq;
      if (operation.purged && covering === undefined && missing && world.laptopLost) continue;
      promise(
        (covering !== undefined) === operation.purged,
        () =>
          `${name} holds ${operation.purged ? 'no content' : 'content'} of ${entry.id} ${operation.index}, ${covering === undefined ? 'not recalled' : 'recalled'}`,
      );
    }
  }
}
