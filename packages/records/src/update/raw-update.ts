import { scanAny } from './any-value.js';
import { ByteReader, UpdateFault } from './byte-reader.js';

/** Content references of Yjs's update format V1, the low five bits of a struct's first byte. */
export const REF = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  doc: 9,
  skip: 10,
} as const;

export const BIT_ORIGIN = 0x80;
export const BIT_RIGHT_ORIGIN = 0x40;
export const BIT_PARENT_SUB = 0x20;
const BITS_REF = 0x1f;

export interface StructId {
  readonly client: number;
  readonly clock: number;
}

/** One struct and where its parts lie in the bytes. */
export interface RawStruct {
  readonly ref: number;
  readonly clock: number;
  readonly len: number;
  readonly origin: StructId | null;
  readonly rightOrigin: StructId | null;
  /** Name of the root type, where it is written out. */
  readonly root: string | null;
  readonly parent: StructId | null;
  /** Map key; empty where only the bit is set. */
  readonly parentSub: string | null;
  readonly start: number;
  readonly contentAt: number;
  readonly end: number;
  /** Whether the content obeys the content rules. */
  readonly readable: boolean;
}

export interface RawBlock {
  readonly client: number;
  readonly from: number;
  readonly to: number;
  readonly structs: readonly RawStruct[];
}

export interface DeleteRange {
  readonly client: number;
  readonly clock: number;
  readonly len: number;
}

export interface RawUpdate {
  readonly bytes: Uint8Array;
  readonly blocks: readonly RawBlock[];
  readonly deletes: readonly DeleteRange[];
  /** Where the delete set begins. */
  readonly deletesAt: number;
  readonly readable: boolean;
}

/**
 * Reads Yjs update bytes (V1) without Yjs: nothing is allocated by a count that a peer chose, no content is decoded, and
 * the structure has one spelling only (shortest numbers, no stray flag bits, blocks and delete sets in Yjs's order, no
 * empty block, nothing after the end). Throws `UpdateFault`.
 */
export function readRawUpdate(bytes: Uint8Array): RawUpdate {
  const reader = new ByteReader(bytes);
  const blocks: RawBlock[] = [];
  for (let rest = reader.uint(); rest > 0; rest--) {
    const block = readBlock(reader);
    if (block.client >= (blocks[blocks.length - 1]?.client ?? Number.POSITIVE_INFINITY)) {
      throw new UpdateFault('its writers are out of order');
    }
    blocks.push(block);
  }
  const deletesAt = reader.at;
  const deletes = readDeletes(reader);
  if (reader.left > 0) throw new UpdateFault('bytes follow its end');
  const readable = blocks.every((block) => block.structs.every((struct) => struct.readable));
  return { bytes, blocks, deletes, deletesAt, readable };
}

function readBlock(reader: ByteReader): RawBlock {
  const count = reader.uint();
  // Every struct takes two bytes or more, so a count beyond that is a lie and is refused before anything is read.
  if (count === 0 || count * 2 > reader.left) throw new UpdateFault('its number of structs cannot be true');
  const client = reader.uint();
  const from = reader.uint();
  const structs: RawStruct[] = [];
  let clock = from;
  for (let i = 0; i < count; i++) {
    const struct = readStruct(reader, clock);
    clock += struct.len;
    if (!Number.isSafeInteger(clock)) throw new UpdateFault('its clocks run out');
    structs.push(struct);
  }
  return { client, from, to: clock, structs };
}

function readStruct(reader: ByteReader, clock: number): RawStruct {
  const start = reader.at;
  const info = reader.byte();
  const ref = info & BITS_REF;
  if (ref === REF.gc || ref === REF.skip) {
    if (info !== ref) throw new UpdateFault('a struct carries flags that it cannot have');
    const contentAt = reader.at;
    const len = reader.uint();
    const nothing = { origin: null, rightOrigin: null, root: null, parent: null, parentSub: null };
    return { ref, clock, len, ...nothing, start, contentAt, end: reader.at, readable: true };
  }
  const origin = info & BIT_ORIGIN ? readId(reader) : null;
  const rightOrigin = info & BIT_RIGHT_ORIGIN ? readId(reader) : null;
  const isPlaced = origin !== null || rightOrigin !== null;
  const inRoot = isPlaced ? false : readsRoot(reader);
  const root = inRoot ? reader.name() : null;
  const parent = isPlaced || inRoot ? null : readId(reader);
  const keyed = (info & BIT_PARENT_SUB) !== 0;
  const parentSub = !keyed ? null : isPlaced ? '' : reader.text();
  const contentAt = reader.at;
  const { len, readable } = readContent(reader, ref);
  return { ref, clock, len, origin, rightOrigin, root, parent, parentSub, start, contentAt, end: reader.at, readable };
}

const readId = (reader: ByteReader): StructId => ({ client: reader.uint(), clock: reader.uint() });

/** Whether a parent is named as a root, and not as an item. */
function readsRoot(reader: ByteReader): boolean {
  const inRoot = reader.uint();
  if (inRoot > 1) throw new UpdateFault('a parent is neither a root nor an item');
  return inRoot === 1;
}

function readContent(reader: ByteReader, ref: number): { len: number; readable: boolean } {
  switch (ref) {
    case REF.deleted:
      return { len: reader.uint(), readable: true };
    case REF.string: {
      const len = reader.textUnits();
      if (len < 0) throw new UpdateFault('a text is not valid UTF-8');
      return { len, readable: true };
    }
    case REF.any:
      return readAnyContent(reader);
    case REF.json: {
      const len = reader.uint();
      for (let i = 0; i < len; i++) reader.skip(reader.uint());
      return { len, readable: false };
    }
    default:
      skipSingle(reader, ref);
      return { len: 1, readable: false };
  }
}

function readAnyContent(reader: ByteReader): { len: number; readable: boolean } {
  const len = reader.uint();
  let readable = true;
  for (let i = 0; i < len; i++) if (!scanAny(reader)) readable = false;
  return { len, readable };
}

/** Contents of length one that no Liaison node writes. */
function skipSingle(reader: ByteReader, ref: number): void {
  if (ref === REF.binary || ref === REF.embed) reader.skip(reader.uint());
  else if (ref === REF.format) {
    reader.skip(reader.uint());
    reader.skip(reader.uint());
  } else if (ref === REF.doc) {
    reader.skip(reader.uint());
    scanAny(reader);
  } else if (ref === REF.type) skipType(reader);
  else throw new UpdateFault('a struct is of an unknown sort');
}

const TYPE_REFS = 7;
/** Type references that carry a name: XML element and XML hook. */
export const isNamedType = (typeRef: number): boolean => typeRef === 3 || typeRef === 5;

function skipType(reader: ByteReader): void {
  const typeRef = reader.uint();
  if (typeRef >= TYPE_REFS) throw new UpdateFault('a type is of an unknown sort');
  if (isNamedType(typeRef)) reader.skip(reader.uint());
}

function readDeletes(reader: ByteReader): DeleteRange[] {
  const ranges: DeleteRange[] = [];
  let previous = Number.POSITIVE_INFINITY;
  for (let rest = reader.uint(); rest > 0; rest--) {
    const client = reader.uint();
    if (client >= previous) throw new UpdateFault('its delete set is out of order');
    previous = client;
    const count = reader.uint();
    if (count === 0 || count * 2 > reader.left) throw new UpdateFault('its number of deletions cannot be true');
    for (let i = 0; i < count; i++) {
      const range = { client, clock: reader.uint(), len: reader.uint() };
      if (!Number.isSafeInteger(range.clock + range.len)) throw new UpdateFault('its clocks run out');
      ranges.push(range);
    }
  }
  return ranges;
}
