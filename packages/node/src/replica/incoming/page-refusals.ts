import type { OpenedEntry } from '@liaison/ledger';
import { type EntryId, LiaisonError, type SpaceId, type WriterId } from '@liaison/protocol';
import type { PendingRow } from '@liaison/store';
import { isOwnFailure } from '@liaison/sync';
import { claimedTime } from '../clock.js';
import { REPLICA_LIMITS } from '../limits.js';
import type { ReplicaContext } from '../replica-context.js';
import { inReplicaTransaction } from '../replica-transaction.js';

/** What this home may not hold is not kept for inspection either (SPC-6). */
const MAY_NOT_BE_HELD = new Set(['space-not-entitled', 'space-unknown']);

/** Keeps what was refused for inspection. Throws what is a failure of this machine. */
export function keepRefusal(context: ReplicaContext, peer: WriterId, bytes: Uint8Array, error: LiaisonError) {
  if (isOwnFailure(error)) throw error;
  inReplicaTransaction(context, () => putRefusal(context, peer, bytes, error));
  return { code: error.code, message: error.message };
}

/** The same inside a transaction. */
export function putRefusal(context: ReplicaContext, peer: WriterId, bytes: Uint8Array, error: LiaisonError): void {
  const { code, message, data } = error;
  const entry = typeof data.id === 'string' ? data.id : null;
  const kept = bytes.subarray(0, MAY_NOT_BE_HELD.has(code) ? 0 : REPLICA_LIMITS.refusedBytesKept);
  const row = { at: claimedTime(context.clock), peer, code, message, entry, bytes: kept };
  const { refusalsPerPeerKept, refusedBytesPerPeerKept } = REPLICA_LIMITS;
  context.store.setAside.putRefusal(row, refusalsPerPeerKept, refusedBytesPerPeerKept);
}

/** Undoes an attempt at a page; the next one goes without these spaces. */
export class SpacesLeftOut extends LiaisonError {
  constructor(
    code: 'space-not-entitled' | 'space-unknown' | 'recall-missing' | 'space-too-wide',
    readonly spaces: readonly SpaceId[],
    texts: { readonly message: string; readonly next: string },
    id?: EntryId,
  ) {
    super(code, texts.message, texts.next, { data: id === undefined ? { spaces } : { spaces, id } });
  }
}

/** Undoes an attempt because of entries that had waited and that this home may not hold: the next one goes without them. */
export class WaitingLeftOut extends LiaisonError {
  constructor(readonly rows: readonly PendingRow[]) {
    super(
      'space-not-entitled',
      'An entry that waited belongs to what this home may not hold.',
      'It was dropped; ask the owner of the space to add this member to the audience if it should be.',
    );
  }
}

export const notEntitled = (spaces: readonly SpaceId[]) =>
  new SpacesLeftOut('space-not-entitled', spaces, {
    message: 'A page brought entries of a space that this home may not hold.',
    next: 'Nothing of that space was kept; ask its owner to add this member to the audience if it should be.',
  });

export const senderNotEntitled = (spaces: readonly SpaceId[]) =>
  new SpacesLeftOut('space-not-entitled', spaces, {
    message: 'A page brought entries of a space that its sender may not hold.',
    next: 'Nothing of that space was kept; take it from a member of its audience.',
  });

/** Beyond LIM-29 no sync could name what is held of it, and every other space of a session would stop with it. */
export const tooWide = (spaces: readonly SpaceId[]) =>
  new SpacesLeftOut('space-too-wide', spaces, {
    message: 'A page brought more logs or branches of a space than can be compared.',
    next: 'Nothing of that space was kept. See who writes there with `liaison set-aside`, and go on in a new space without them.',
  });

export const failed = (error: LiaisonError): { ok: false; error: LiaisonError } => ({ ok: false, error });

/** As a rule an officer of the sender recalled something while the session ran: the recall comes with the next round. */
export const recallMissing = ({ id, claims }: OpenedEntry) =>
  new SpacesLeftOut(
    'recall-missing',
    [claims.space],
    {
      message: 'An entry came without content that no recall known here has taken back.',
      next: 'Nothing of that space was kept; sync again, so that recalls come first, or ask its writer.',
    },
    id,
  );

export const wrongSignature = (entry: OpenedEntry) =>
  new LiaisonError(
    'signature-wrong',
    `Entry ${entry.claims.seq} of writer ${entry.claims.writer} has a wrong signature.`,
    'Nothing of its page was kept; fetch it from another peer, and tell the one who sent it.',
    { data: { id: entry.id } },
  );

export const spaceUnknown = ({ id, claims }: OpenedEntry) =>
  new SpacesLeftOut(
    'space-unknown',
    [claims.space],
    {
      message: 'An entry belongs to a space whose beginning is not held.',
      next: 'Nothing of that space was kept; sync again so that its control lane comes first.',
    },
    id,
  );

export const tooManyPending = () =>
  new LiaisonError(
    'pending-full',
    'This peer has sent more entries that wait for others than are kept for one peer.',
    'Sync with another peer that holds what they wait for.',
  );
