import { signToken } from '@liaison/identity';
import { buildEntry, type DraftOperation } from '@liaison/ledger';
import { claimedTime } from '@liaison/node';
import type { MemoryHome, SeededRandom } from '@liaison/node/testing';
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
import type { AttackScene } from '../attack.js';

export interface HostileDraft {
  readonly space: SpaceId;
  readonly lane: Lane;
  readonly operations: readonly DraftOperation[];
  readonly heads?: readonly EntryId[];
  /** Signs the number of the last entry again: a fork. */
  readonly again?: boolean;
}

/** The next entry of the hostile officer's log, signed without any of the checks that a command makes. */
export function hostileEntry(attacker: MemoryHome, draft: HostileDraft): WireEntry {
  const { officer, replica } = attacker;
  return buildEntry(placedDraft(attacker, draft), officer.key, replica.context.random, skeletonOf).wire;
}

/** An entry that no builder would sign, because an operation of it cannot even be read. */
export function unreadableEntry(attacker: MemoryHome, draft: HostileDraft, random: SeededRandom): WireEntry {
  const { operations, ...placed } = placedDraft(attacker, draft);
  const claims = orderedClaims({
    ...placed,
    v: 1,
    heads: [...placed.heads],
    ops: operations.length,
    root: encodeBase64url(random.bytes(32)),
  });
  const { token } = signToken('liaison-entry', claims, attacker.officer.key);
  const wired = operations.map(({ form, header, content }) => ({
    salt: random.bytes(SALT_BYTES),
    body: encodeOperation(form, header, content),
  }));
  return { token, operations: wired };
}

function placedDraft(attacker: MemoryHome, { space, lane, operations, heads = [], again = false }: HostileDraft) {
  const { context } = attacker.replica;
  const { writer } = attacker.officerKeys;
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
export function allHeads(attacker: MemoryHome, space: SpaceId, lane: Lane): EntryId[] {
  const { context } = attacker.replica;
  const { writer } = attacker.officerKeys;
  const row = context.store.spaces.byId(space)?.row;
  if (row === undefined) return [];
  const { tips } = context.standings.of(row);
  const named = tips.filter(
    (tip) => (lane === 'record' || tip.lane === 'control') && !(tip.lane === lane && tip.writer === writer),
  );
  return named.map((tip) => tip.id).sort();
}

/** Gives a page to a home as if the attacker had called it; keeps it for later deliveries too. */
export function deliver({ world, attacker }: AttackScene, to: string, entries: readonly WireEntry[]): void {
  const page = world.network.noteTampered(Uint8Array.from(encodePage(entries)));
  if (world.isUp(to)) world.home(to).replica.ingest(attacker.service.writer, page);
  world.network.noteTravelled({ from: attacker.name, to, page });
}

/** Takes entries into the attacker's own home, as far as its replica lets it. */
export function ingestOwn({ world, attacker }: AttackScene, entries: readonly WireEntry[]): void {
  attacker.replica.ingest(attacker.service.writer, world.network.noteTampered(Uint8Array.from(encodePage(entries))));
}
