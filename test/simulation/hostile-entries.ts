import { signToken } from '@liaison/identity';
import { buildEntry, type DraftOperation } from '@liaison/ledger';
import { claimedTime } from '@liaison/node';
import type { SeededRandom } from '@liaison/node/testing';
import {
  type EntryId,
  encodeBase64url,
  encodeOperation,
  encodePage,
  type Lane,
  orderedClaims,
  SALT_BYTES,
  type SpaceId,
  type WireEntry,
} from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import { HOSTILE, type World } from './world.js';

export interface HostileDraft {
  readonly space: SpaceId;
  readonly lane: Lane;
  readonly operations: readonly DraftOperation[];
  readonly heads?: readonly EntryId[];
  /** Signs the number of the last entry again: a fork. */
  readonly again?: boolean;
}

/** The next entry of the hostile officer's log, signed without any of the checks that a command makes. */
export function hostileEntry(world: World, draft: HostileDraft): WireEntry {
  const home = world.home(HOSTILE);
  return buildEntry(placedDraft(world, draft), home.officer.key, home.replica.context.random, skeletonOf).wire;
}

/** An entry that no builder would sign, because an operation of it cannot even be read. */
export function unreadableEntry(world: World, draft: HostileDraft, random: SeededRandom): WireEntry {
  const { operations, ...placed } = placedDraft(world, draft);
  const claims = orderedClaims({
    ...placed,
    v: 1,
    heads: [...placed.heads],
    ops: operations.length,
    root: encodeBase64url(random.bytes(32)),
  });
  const { token } = signToken('liaison-entry', claims, world.home(HOSTILE).officer.key);
  const wired = operations.map(({ form, header, content }) => ({
    salt: random.bytes(SALT_BYTES),
    body: encodeOperation(form, header, content),
  }));
  return { token, operations: wired };
}

function placedDraft(world: World, { space, lane, operations, heads = [], again = false }: HostileDraft) {
  const { context } = world.home(HOSTILE).replica;
  const { writer } = world.home(HOSTILE).officerKeys;
  const row = context.store.spaces.byId(space)?.row;
  const logs = row === undefined ? [] : context.store.logs.ofWriter(row, lane, writer);
  const tip = logs[0] && context.store.entries.byRow(logs[0].tipEntry);
  const back = again && tip !== undefined && logs[0] !== undefined && tip.seq > 1 ? 1 : 0;
  const seq = again && tip?.seq === 1 ? 1 : (tip?.seq ?? 0) + 1 - back;
  const previous = seq === 1 || logs[0] === undefined ? undefined : context.store.entries.at(logs[0].row, seq - 1);
  return {
    space,
    lane,
    writer,
    seq: previous === undefined ? 1 : seq,
    prev: previous?.id ?? null,
    heads,
    at: claimedTime(context.clock),
    operations,
  };
}

/** Heads that place an entry after everything its author holds of a space in the lane. */
export function allHeads(world: World, space: SpaceId, lane: Lane): EntryId[] {
  const { context } = world.home(HOSTILE).replica;
  const { writer } = world.home(HOSTILE).officerKeys;
  const row = context.store.spaces.byId(space)?.row;
  if (row === undefined) return [];
  const { tips } = context.standings.of(row);
  const named = tips.filter(
    (tip) => (lane === 'record' || tip.lane === 'control') && !(tip.lane === lane && tip.writer === writer),
  );
  return named.map((tip) => tip.id).sort();
}

/** Gives a page to a home as if the hostile member had called it; keeps it for later deliveries too. */
export function deliver(world: World, to: string, entries: readonly WireEntry[]): void {
  const page = world.network.noteTampered(Uint8Array.from(encodePage(entries)));
  if (world.isUp(to)) world.home(to).replica.ingest(world.home(HOSTILE).service.writer, page);
  world.network.noteTravelled({ from: HOSTILE, to, page });
}
