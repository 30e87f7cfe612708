import { failure, LIMITS, type Result, success } from '@liaison/protocol';
import { UpdateFault } from './byte-reader.js';
import { type DeleteRange, type RawStruct, type RawUpdate, REF, readRawUpdate, type StructId } from './raw-update.js';

/** One struct of an update as far as its skeleton shows it. */
export interface StructShape {
  readonly kind: 'gc' | 'skip' | 'item' | 'type';
  readonly clock: number;
  readonly len: number;
  readonly origin: StructId | null;
  readonly rightOrigin: StructId | null;
  /** Name of the root type, or the id of a parent item, or null where the parent follows from an origin. */
  readonly parent: string | StructId | null;
  /** Map key; empty where only the flag is set. */
  readonly parentSub: string | null;
}

/**
 * Everything about an update that outlives a purge of its content: an update and its skeleton have the same shape, so a
 * rule over shapes judges both alike (UPD-2). `client` is null where the update only deletes.
 */
export interface UpdateShape {
  readonly client: number | null;
  readonly from: number;
  readonly to: number;
  readonly structs: readonly StructShape[];
  readonly deletes: readonly DeleteRange[];
}

/**
 * Reads the shape of Yjs update bytes (UPD-1): V1, at most one writer's block, one spelling. Content is opaque, save
 * that its length must be known. Fails with `update-malformed`; then no skeleton exists and the entry is refused.
 */
export function inspectUpdate(content: Uint8Array): Result<UpdateShape> {
  const raw = readEntryUpdate(content);
  return raw.ok ? success(shapeOf(raw.value)) : raw;
}

/**
 * Updates that were read, for as long as their bytes are in use: opening, judging and projecting an entry each ask for
 * the same one. The bytes of an operation are never changed once they are read.
 */
const readUpdates = new WeakMap<Uint8Array, Result<RawUpdate>>();

/** The update of one operation, read but not judged. Fails with `update-malformed`. */
export function readEntryUpdate(content: Uint8Array): Result<RawUpdate> {
  const known = readUpdates.get(content);
  if (known !== undefined) return known;
  const read = readUpdate(content);
  readUpdates.set(content, read);
  return read;
}

function readUpdate(content: Uint8Array): Result<RawUpdate> {
  if (content.length > LIMITS.updateBytesMax) return malformed('it is larger than an update may be');
  try {
    const raw = readRawUpdate(content);
    return raw.blocks.length > 1 ? malformed('it speaks for several writers') : success(raw);
  } catch (error) {
    if (error instanceof UpdateFault) return malformed(error.message);
    throw error;
  }
}

/** The shape of an update that has been read. */
export function shapeOf(raw: RawUpdate): UpdateShape {
  const block = raw.blocks[0];
  return {
    client: block?.client ?? null,
    from: block?.from ?? 0,
    to: block?.to ?? 0,
    structs: block?.structs.map(structShape) ?? [],
    deletes: raw.deletes,
  };
}

const structShape = (struct: RawStruct): StructShape => ({
  kind: kindOf(struct.ref),
  clock: struct.clock,
  len: struct.len,
  origin: struct.origin,
  rightOrigin: struct.rightOrigin,
  parent: struct.root ?? struct.parent,
  parentSub: struct.parentSub,
});

function kindOf(ref: number): StructShape['kind'] {
  if (ref === REF.gc) return 'gc';
  if (ref === REF.skip) return 'skip';
  return ref === REF.type ? 'type' : 'item';
}

const malformed = (why: string) =>
  failure(
    'update-malformed',
    `A document update cannot be read: ${why}.`,
    'The entry is refused; ask its writer to repair it.',
  );
