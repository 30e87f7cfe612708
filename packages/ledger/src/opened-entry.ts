import {
  bodyDigest,
  decodeOperation,
  type EntryClaims,
  type EntryId,
  encodeBase64url,
  type Form,
  failure,
  LIMITS,
  merkleRoot,
  type OperationHeader,
  operationLeaf,
  parseEntry,
  type Result,
  type SignedToken,
  success,
  type WireEntry,
  type WireOperation,
  withContent,
} from '@liaison/protocol';

/** Computes the skeleton of an operation's content (OPR-2); only `records` knows Yjs, so it is handed in. */
export type SkeletonOf = (form: Form, content: Uint8Array) => Result<Uint8Array>;

export interface OpenedOperation {
  readonly form: Form;
  /** undefined: an operation of a later version; it is held and not applied. */
  readonly header: OperationHeader | undefined;
  readonly content: Uint8Array;
  readonly body: Uint8Array;
  readonly salt: Uint8Array;
  /** The content's skeleton, on which validity is judged. */
  readonly skeleton: Uint8Array;
}

/** An entry whose bytes are consistent in themselves. Its signature, its past and its right are not yet judged. */
export interface OpenedEntry {
  readonly id: EntryId;
  readonly claims: EntryClaims;
  readonly signed: SignedToken;
  readonly operations: readonly OpenedOperation[];
}

/**
 * Strict opening (ENT-1 to ENT-10): the token's form, the bodies' sizes and frames, and that bodies and skeletons give
 * the Merkle root that was signed. Fails with `token-malformed`, `entry-malformed`, `operation-malformed`,
 * `update-malformed`, `entry-incomplete` or `entry-root-mismatch`; every failure refuses the page it came in.
 */
export function openWireEntry(wire: WireEntry, skeletonOf: SkeletonOf): Result<OpenedEntry> {
  const parsed = parseEntry(wire.token);
  if (!parsed.ok) return parsed;
  const { claims, id, signed } = parsed.value;
  if (wire.operations.length !== claims.ops) return refused('entry-incomplete', id, 'operations are missing');
  const full: FullOperation[] = [];
  let bytes = 0;
  for (const part of wire.operations) {
    if (!('body' in part)) return refused('entry-incomplete', id, 'a body was purged and no recall covers it');
    bytes += part.body.length;
    if (bytes > LIMITS.entryBodyBytesMax) return refused('entry-malformed', id, 'its bodies are too large');
    full.push(part);
  }
  const opened = openOperations(full, skeletonOf);
  if (!opened.ok) return opened;
  const { operations, root } = opened.value;
  if (root !== claims.root) return refused('entry-root-mismatch', id, 'its bodies are not the ones that were signed');
  return success({ id, claims, signed, operations });
}

/** An operation whose body has not been purged. */
export type FullOperation = Extract<WireOperation, { body: Uint8Array }>;

/** Opens operations one by one and computes the Merkle root over them (MRK-3). Fails as `openWireEntry` does. */
export function openOperations(
  parts: readonly FullOperation[],
  skeletonOf: SkeletonOf,
): Result<{ operations: OpenedOperation[]; root: string }> {
  const operations: OpenedOperation[] = [];
  for (const part of parts) {
    const operation = openOperation(part, skeletonOf);
    if (!operation.ok) return operation;
    operations.push(operation.value);
  }
  return success({ operations, root: encodeBase64url(merkleRoot(operations.map(leafOf))) });
}

const leafOf = (operation: OpenedOperation): Uint8Array =>
  operationLeaf(bodyDigest(operation.salt, operation.body), withContent(operation.body, operation.skeleton));

function openOperation(part: FullOperation, skeletonOf: SkeletonOf): Result<OpenedOperation> {
  const decoded = decodeOperation(part.body);
  if (!decoded.ok) return decoded;
  const skeleton = skeletonOf(decoded.value.form, decoded.value.content);
  if (!skeleton.ok) return skeleton;
  return success({ ...decoded.value, body: part.body, salt: part.salt, skeleton: skeleton.value });
}

const refused = (code: string, id: EntryId, why: string) =>
  failure(code, `An entry was refused: ${why}.`, 'Nothing of its page was kept; ask its writer for the original.', {
    id,
  });
