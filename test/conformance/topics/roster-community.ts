import { type OpenRoster, openRoster } from '@liaison/identity';
import { orThrow } from '@liaison/protocol';
import { vectorKey } from '../seeded-keys.js';
import type { JsonObject } from '../vector-file.js';
import { json } from './authority-documents.js';
import { type Claims, roots, rosterClaims, rosterOf } from './document-federation.js';

/** A community of three whose roster changes: KR, TH and VN; MY may join, and KR has a second root key. */
export const [kr, th] = rosterClaims.members as [Claims, Claims];
export const secondKey = vectorKey('second root KR');
export const newcomer = { code: 'VN', number: 704, rootKey: vectorKey('root VN').publicKey };
export const keys = { KR: roots.KR, TH: roots.TH, VN: vectorKey('root VN'), MY: vectorKey('root MY'), KR2: secondKey };
export type Signer = keyof typeof keys;
const three: Claims = { ...rosterClaims, members: [kr, th, newcomer] };
export const first = orThrow(openRoster(rosterOf(three, [keys.KR, keys.TH, keys.VN])));

export const follow = (previous: OpenRoster, change: Claims = {}, base: Claims = three): Claims => ({
  ...base,
  version: previous.claims.version + 1,
  previous: previous.id,
  former: previous.claims.former,
  ...change,
});
export const by = (claims: Claims, ...signers: Signer[]): JsonObject =>
  json(
    rosterOf(
      claims,
      signers.map((name) => keys[name]),
    ),
  ) as JsonObject;
