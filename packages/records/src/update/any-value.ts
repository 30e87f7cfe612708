import { LIMITS } from '@liaison/protocol';
import { type ByteReader, UpdateFault } from './byte-reader.js';

/** Tags of lib0's `any` encoding (lib0 `encoding.writeAny`). */
const TAG = {
  bytes: 116,
  array: 117,
  object: 118,
  text: 119,
  true: 120,
  false: 121,
  bigint: 122,
  float64: 123,
  float32: 124,
  integer: 125,
  null: 126,
  undefined: 127,
} as const;

/** A list or object whose parts are still to come. `keys` is set for an object. */
interface OpenNode {
  rest: number;
  readonly keys: Set<string> | null;
}

/**
 * Moves past one `any` value and says whether it is one that Liaison can show: null, boolean, finite number, well-formed
 * string, array or plain object within the limits LIM-30 to LIM-32. Keeps its own stack, so that no nesting overflows
 * the machine's. Throws `UpdateFault` only where the end of the value cannot be known.
 */
export function scanAny(reader: ByteReader): boolean {
  const open: OpenNode[] = [];
  let readable = true;
  let nodes = 0;
  do {
    if (!scanNode(reader, open)) readable = false;
    if (++nodes > LIMITS.valueNodesMax) readable = false;
    while (open[open.length - 1]?.rest === 0) open.pop();
  } while (open.length > 0);
  return readable;
}

/** One node with the key before it; a list or object is opened, its parts come next. */
function scanNode(reader: ByteReader, open: OpenNode[]): boolean {
  let readable = true;
  const parent = open[open.length - 1];
  if (parent !== undefined) {
    parent.rest--;
    if (parent.keys !== null) readable = scanKey(reader, parent.keys);
  }
  const tag = reader.byte();
  if (tag !== TAG.array && tag !== TAG.object) return scanScalar(reader, tag) && readable;
  open.push({ rest: reader.uint(), keys: tag === TAG.object ? new Set() : null });
  return readable && open.length <= LIMITS.valueDepthMax;
}

/** `__proto__` would change a result's prototype in a careless reader; a key given twice has two readings. */
function scanKey(reader: ByteReader, keys: Set<string>): boolean {
  const start = reader.at;
  const units = reader.textUnits();
  if (units < 0 || units > LIMITS.valueStringMax) return false;
  const end = reader.at;
  reader.at = start;
  const key = reader.text();
  reader.at = end;
  if (key === '__proto__' || keys.has(key)) return false;
  keys.add(key);
  return true;
}

function scanScalar(reader: ByteReader, tag: number): boolean {
  switch (tag) {
    case TAG.null:
    case TAG.true:
    case TAG.false:
      return true;
    case TAG.undefined:
      return false;
    case TAG.integer:
      return scanInteger(reader);
    case TAG.float32:
    case TAG.float64:
      return scanFloat(reader, tag === TAG.float32 ? 4 : 8);
    case TAG.bigint:
      reader.skip(8);
      return false;
    case TAG.text: {
      const units = reader.textUnits();
      return units >= 0 && units <= LIMITS.valueStringMax;
    }
    case TAG.bytes:
      reader.skip(reader.uint());
      return false;
    default:
      throw new UpdateFault('a value is of an unknown sort');
  }
}

/** Signed integer in its shortest form: sign in bit 0x40 and six bits in the first byte, seven in each of up to eight more. */
function scanInteger(reader: ByteReader): boolean {
  let byte = reader.byte();
  const negative = (byte & 0x40) !== 0;
  let value = byte & 0x3f;
  for (let factor = 0x40; byte >= 0x80; factor *= 0x80) {
    if (factor > 2 ** 55) throw new UpdateFault('a number is too large');
    byte = reader.byte();
    if (byte === 0) throw new UpdateFault('a number is not in its shortest form');
    value += (byte & 0x7f) * factor;
  }
  return value <= Number.MAX_SAFE_INTEGER && !(negative && value === 0);
}

function scanFloat(reader: ByteReader, width: 4 | 8): boolean {
  const start = reader.skip(width);
  const view = new DataView(reader.bytes.buffer, reader.bytes.byteOffset + start, width);
  const value = width === 4 ? view.getFloat32(0) : view.getFloat64(0);
  return Number.isFinite(value) && !Object.is(value, -0);
}
