import { type SigningKey, verifySignature } from '@liaison/identity';
import type { JsonValue } from '@liaison/protocol';
import { keysOfVectors, seededRandom, signedSegments } from './seeded-keys.js';
import type { JsonObject } from './vector-file.js';

/** Whole numbers below a bound, always the same for one seed. */
export type Draw = (below: number) => number;

export function seededDraw(seed: string): Draw {
  const random = seededRandom(seed);
  return (below) => {
    const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
    return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) % below;
  };
}

/** A leaf of an input: how to reach it, and what stands there. */
interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: JsonValue;
}

/** Members that say how much a vector stands for, and no input of an implementation. */
const SIZES = new Set<string | number>(['count', 'times']);

function leavesOf(value: JsonValue, path: readonly (string | number)[] = []): Leaf[] {
  if (Array.isArray(value)) return [{ path, value }, ...value.flatMap((part, at) => leavesOf(part, [...path, at]))];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]));
  }
  return SIZES.has(path.at(-1) ?? '') ? [] : [{ path, value }];
}

function withLeaf(value: JsonValue, [first, ...rest]: readonly (string | number)[], leaf: JsonValue): JsonValue {
  if (first === undefined) return leaf;
  if (Array.isArray(value)) return value.map((part, at) => (at === first ? withLeaf(part, rest, leaf) : part));
  if (typeof value !== 'object' || value === null) return value;
  const changed = Object.entries(value).map(([name, part]) => [
    name,
    name === first ? withLeaf(part, rest, leaf) : part,
  ]);
  return Object.fromEntries(changed) as JsonObject;
}

const pick = <T>(draw: Draw, from: readonly T[]): T => from[draw(from.length)] as T;

/** Bytes with one of them changed, taken out, doubled, or a part cut off. */
function damagedBytes(draw: Draw, bytes: Uint8Array): Uint8Array {
  const at = draw(Math.max(1, bytes.length));
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  const odd = pick(draw, [0, 1, 2, 3, 4, 7, 8, 10, 0x20, 0x40, 0x7f, 0x80, 0xc0, 0xff]);
  const changes = [
    [head, Uint8Array.of(odd), tail.subarray(1)],
    [head, Uint8Array.of((tail[0] ?? 0) ^ (1 << draw(8))), tail.subarray(1)],
    [head, tail.subarray(1)],
    [head, tail.subarray(0, 1), tail],
    [head],
    [head, Uint8Array.of(draw(256)), tail],
  ];
  return Uint8Array.from(Buffer.concat(pick(draw, changes)));
}

const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Who signed a token of the vectors; undefined for a damaged one. */
function signerOf(token: string): SigningKey | undefined {
  const at = token.lastIndexOf('.');
  const signed = Buffer.from(token.slice(0, at), 'latin1');
  const signature = Buffer.from(token.slice(at + 1), 'base64url');
  return keysOfVectors().find((key) => verifySignature(key.publicKey, signed, signature));
}

/** A token of which the claims say something else, signed anew by who signed it, or left with a wrong signature. */
function damagedToken(draw: Draw, token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = Buffer.from(payload, 'base64url');
  let changed: Uint8Array = damagedBytes(draw, claims);
  if (draw(4) > 0) {
    try {
      changed = Buffer.from(JSON.stringify(damagedInput(draw, JSON.parse(claims.toString('utf8')) as JsonObject)));
    } catch {
      // claims that are no JSON are damaged as bytes
    }
  }
  const segment = Buffer.from(changed).toString('base64url');
  const signer = draw(8) > 0 ? signerOf(token) : undefined;
  return signer === undefined ? [header, segment, signature].join('.') : signedSegments(header, segment, signer);
}

function damagedText(draw: Draw, text: string): string {
  if (TOKEN.test(text) && draw(5) > 0) return damagedToken(draw, text);
  // no bytes and no text look alike: two digits are both
  if (text === '') return '00';
  if (/^([\da-f]{2})+$/.test(text)) return Buffer.from(damagedBytes(draw, Buffer.from(text, 'hex'))).toString('hex');
  const at = draw(text.length + 1);
  const odd = pick(draw, ['', 'A', 'a', '0', '-', '_', '=', ' ', '"', 'é', '/', '~', 'KR', ':', '\u0000']);
  return text.slice(0, at) + odd + text.slice(at + draw(2));
}

function damagedList(draw: Draw, list: readonly JsonValue[]): JsonValue {
  const at = draw(Math.max(1, list.length));
  const taken = list.slice(at, at + 1);
  const rest = list.filter((_, index) => index !== at);
  return pick(draw, [rest, [...rest, ...taken], [...list, ...taken], [...taken, ...rest]]);
}

function damagedLeaf(draw: Draw, value: JsonValue): JsonValue {
  if (typeof value === 'string') return damagedText(draw, value);
  if (typeof value === 'number')
    return pick(draw, [value + 1, Math.max(0, value - 1), value * 2, 0, 2 ** 32, 2 ** 53 - 1]);
  if (Array.isArray(value)) return damagedList(draw, value);
  return typeof value === 'boolean' ? !value : pick(draw, [null, 'x', 1]);
}

/** An input with one leaf or list of it damaged; types stay, so that it still has the form of its topic. */
export function damagedInput(draw: Draw, input: JsonObject): JsonObject {
  const { path, value } = pick(draw, leavesOf(input));
  return withLeaf(input, path, damagedLeaf(draw, value)) as JsonObject;
}
