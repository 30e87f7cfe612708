import {
  bodyDigest,
  decodeOperation,
  type EntryClaims,
  type EntryId,
  encodeBase64url,
  FORM,
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
  /** Of an operation in full, 16 random bytes; of one that was purged, the digest of the body that was (MRK-1). */
  readonly salt: Uint8Array;
  /** The content's skeleton, on which validity is judged. */
  readonly skeleton: Uint8Array;
  /** Its content is gone: `body` is the skeleton frame. */
  readonly purged: boolean;
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
  let bytes = 0;
  for (const part of wire.operations) {
    bytes += ('body' in part ? part.body : part.skeleton).length;
    if (bytes > LIMITS.entryBodyBytesMax) return refused('entry-malformed', id, 'its bodies are too large');
  }
  const opened = openOperations(wire.operations, skeletonOf);
  if (!opened.ok) return opened;
  const { operations, root } = opened.value;
  if (root !== claims.root) return refused('entry-root-mismatch', id, 'its bodies are not the ones that were signed');
  return success({ id, claims, signed, operations });
}

/** Opens operations one by one and computes the Merkle root over them (MRK-3). Fails as `openWireEntry` does. */
export function openOperations(
  parts: readonly WireOperation[],
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

const leafOf = ({ purged, salt, body, skeleton }: OpenedOperation): Uint8Array =>
  operationLeaf(purged ? salt : bodyDigest(salt, body), withContent(body, skeleton));

function openOperation(part: WireOperation, skeletonOf: SkeletonOf): Result<OpenedOperation> {
  const purged = !('body' in part);
  const [body, salt] = purged ? [part.skeleton, part.bodyDigest] : [part.body, part.salt];
  const decoded = decodeOperation(body);
  if (!decoded.ok) return decoded;
  const skeleton = skeletonOf(decoded.value.form, decoded.value.content);
  if (!skeleton.ok) return skeleton;
  if (purged && !isSkeletonOfEdit(decoded.value, skeleton.value)) return notPurged();
  return success({ ...decoded.value, body, salt, skeleton: skeleton.value, purged });
}

/** Only edits are ever purged, and what is left of one is its own skeleton (SKL-2, RCL-5). */
const isSkeletonOfEdit = ({ form, content }: { form: Form; content: Uint8Array }, skeleton: Uint8Array): boolean =>
  form === FORM.update && Buffer.compare(content, skeleton) === 0;

const notPurged = () =>
  failure(
    'entry-incomplete',
    'An operation that came without its content is no skeleton of an edit.',
    'Nothing of its page was kept; ask its writer for the original.',
  );

const refused = (code: string, id: EntryId, why: string) =>
  failure(code, `An entry was refused: ${why}.`, 'Nothing of its page was kept; ask its writer for the original.', {
    id,
  });
