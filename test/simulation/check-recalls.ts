import { coveringRecall, recallKey } from '@liaison/ledger';
import { decodeOperation, type MemberCode, type SpaceId } from '@liaison/protocol';
import { promise } from './promise.js';
import type { World } from './world.js';

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
      // content that nobody holds any more: its recall was a stolen laptop's or in a fork, and was cut off (RCL-6)
      const missing = (context.store.entries.firstDamaged(entry.log) ?? Number.POSITIVE_INFINITY) <= entry.seq;
      const lost = world.homes.some((one) => world.home(one).member === member && !world.isTrusted(one));
      if (operation.purged && covering === undefined && missing && lost) continue;
      promise(
        (covering !== undefined) === operation.purged,
        () =>
          `${name} holds ${operation.purged ? 'no content' : 'content'} of ${entry.id} ${operation.index}, ${covering === undefined ? 'not recalled' : 'recalled'}`,
      );
    }
  }
}
