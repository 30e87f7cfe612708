import { type Case, invalid, type JsonObject } from '../vector-file.js';
import type { Claims } from './document-federation.js';

/** A value of another type in place of one: what a careless reader would coerce. */
function ofAnotherType(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? {} : 7;
}

const without = (claims: Claims, name: string): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([other]) => other !== name));

/** Claims with each member left out, and with each of another type: one vector for every such fault. */
export const shapeFaults = (claims: Claims, inputOf: (claims: Claims) => JsonObject, code: string): Case[] => [
  // an entry of a later version is held, every other document refused (VER-4, VER-5)
  ...(claims.v === 1 && code !== 'entry-malformed'
    ? [invalid('a later version', inputOf({ ...claims, v: 2 }), 'ClaimSet', code)]
    : []),
  ...Object.entries(claims).flatMap(([name, value]) => [
    invalid(`without ${name}`, inputOf(without(claims, name)), 'ClaimSet', code),
    invalid(`${name} of another type`, inputOf({ ...claims, [name]: ofAnotherType(value) }), 'ClaimSet', code),
  ]),
];
