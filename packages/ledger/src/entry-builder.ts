import { type Random, type SigningKey, signToken } from '@liaison/identity';
import {
  type EntryClaims,
  type EntryId,
  encodeOperation,
  type Form,
  type Lane,
  LIMITS,
  LiaisonError,
  type OperationHeader,
  orderedClaims,
  SALT_BYTES,
  type SpaceId,
  type WireEntry,
  type WriterId,
} from '@liaison/protocol';
import { type OpenedEntry, openWireEntry, rootOfOperations, type SkeletonOf } from './opened-entry.js';

/** One thing an entry is to do, before salt and signature. */
export interface DraftOperation {
  readonly form: Form;
  readonly header: OperationHeader;
  readonly content: Uint8Array;
}

export interface EntryDraft {
  readonly space: SpaceId;
  readonly lane: Lane;
  readonly writer: WriterId;
  readonly seq: number;
  readonly prev: EntryId | null;
  readonly heads: readonly EntryId[];
  readonly at: string;
  readonly operations: readonly DraftOperation[];
}

/**
 * Salts, hashes and signs an entry, then opens it with the checks a receiver makes, so that a node never signs what
 * others would refuse. Throws `entry-too-large` when the operations do not fit one entry.
 */
export function buildEntry(
  draft: EntryDraft,
  key: SigningKey,
  random: Random,
  skeletonOf: SkeletonOf,
): { wire: WireEntry; opened: OpenedEntry } {
  const operations = draft.operations.map((operation) => ({
    salt: random.bytes(SALT_BYTES),
    body: encodeOperation(operation.form, operation.header, operation.content),
  }));
  const bytes = operations.reduce((sum, operation) => sum + operation.body.length, 0);
  if (bytes > LIMITS.entryBodyBytesMax || operations.length > LIMITS.entryOperationsMax) {
    throw new LiaisonError(
      'entry-too-large',
      'The change does not fit one entry.',
      'Split it: an entry holds 1 MiB and 1,000 operations at most.',
    );
  }
  const claims: EntryClaims = orderedClaims({
    v: 1,
    space: draft.space,
    lane: draft.lane,
    writer: draft.writer,
    seq: draft.seq,
    prev: draft.prev,
    heads: [...draft.heads],
    at: draft.at,
    ops: operations.length,
    root: rootOfOperations(operations, skeletonOf),
  });
  const wire: WireEntry = { token: signToken('liaison-entry', claims, key).token, operations };
  const opened = openWireEntry(wire, skeletonOf);
  if (!opened.ok) throw opened.error;
  return { wire, opened: opened.value };
}
