import { type Signer, signToken } from '@liaison/identity';
import { buildEntry, type DraftOperation } from '@liaison/ledger';
import { claimedTime, type OpenHome, systemClock, systemRandom } from '@liaison/node';
import {
  type EntryId,
  encodeOperation,
  FORM,
  orderedClaims,
  SALT_BYTES,
  type SpaceId,
  type WireEntry,
  type WriterId,
} from '@liaison/protocol';
import { createSectionUpdate, randomRecordId, skeletonOf } from '@liaison/records';

/** Where an entry stands in its writer's log. */
export interface Standing {
  readonly space: SpaceId;
  readonly writer: WriterId;
  readonly seq: number;
  readonly prev: EntryId | null;
  readonly heads?: readonly EntryId[];
}

/** An entry made outside of every command, so that it may say what no command would; bytes and links are consistent. */
export function forgedEntry(standing: Standing, key: Signer, operations: readonly DraftOperation[]): WireEntry {
  const draft = { lane: 'record' as const, heads: [], ...standing, at: claimedTime(systemClock), operations };
  return buildEntry(draft, key, systemRandom, skeletonOf).wire;
}

/** A signed entry whose one operation our own code would refuse to sign; what its root should be nobody can say. */
export function unreadableEntry(standing: Standing, key: Signer, { form, header, content }: DraftOperation): WireEntry {
  const rest = { v: 1, lane: 'record' as const, heads: [], ...standing, at: claimedTime(systemClock) };
  const claims = orderedClaims({ ...rest, heads: [...rest.heads], ops: 1, root: 'A'.repeat(43) as never });
  const body = encodeOperation(form, header, content);
  return {
    token: signToken('liaison-entry', claims, key).token,
    operations: [{ salt: systemRandom.bytes(SALT_BYTES), body }],
  };
}

/** A new seizure in a member's section. */
export function plainEdit(client: number, section: string, place: string): DraftOperation {
  const record = randomRecordId(systemRandom.bytes(16), systemClock.unixMs());
  const content = createSectionUpdate(client, { fields: { place } }) as Uint8Array;
  return {
    form: FORM.update,
    header: { op: 'edit', kind: 'seizure', record, section } as DraftOperation['header'],
    content,
  };
}

/** The place after the last entry of a writer's record log, as this home knows it. */
export function nextIn(home: OpenHome, space: SpaceId, writer: WriterId): Standing {
  const { store } = home.replica.context;
  const row = store.spaces.byId(space)?.row ?? 0;
  const [log] = store.logs.ofWriter(row, 'record', writer);
  const last = log && store.entries.byRow(log.tipEntry);
  return { space, writer, seq: (last?.seq ?? 0) + 1, prev: last?.id ?? null };
}
