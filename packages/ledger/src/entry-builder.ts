import { type Random, type Signer, signToken } from '@liaison/identity';
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
  parseEntry,
  type Result,
  SALT_BYTES,
  type SpaceId,
  type WireEntry,
  type WriterId,
} from '@liaison/protocol';
import { type OpenedEntry, openOperations, type SkeletonOf } from './opened-entry.js';

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
 * Salts, hashes and signs an entry and gives it back opened, with the checks a receiver makes: operations before the
 * signature, claims after it, so that a node never signs or keeps what others would refuse. Throws `entry-too-large` when
 * the operations do not fit one entry.
 */
export function buildEntry(
  draft: EntryDraft,
  key: Signer,
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
  const inner = orThrow(openOperations(operations, skeletonOf));
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
    root: inner.root,
  });
  const wire: WireEntry = { token: signToken('liaison-entry', claims, key).token, operations };
  const parsed = orThrow(parseEntry(wire.token));
  return { wire, opened: { ...parsed, operations: inner.operations } };
}

function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw result.error;
  return result.value;
}
