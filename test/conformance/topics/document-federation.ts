import { agreementKeyFromSeed, type SigningKey, writerIdOf } from '@liaison/identity';
import {
  certificateClaimsSchema,
  directoryClaimsSchema,
  rosterClaimsSchema,
  sha256Text,
  type TokenType,
} from '@liaison/protocol';
import { seedOf, signedClaims, vectorKey } from '../seeded-keys.js';

/** One small community of which every key is known: two members, a desk and an officer of KR. */
export const AT = '2026-11-24T09:00:00.000+09:00';
export const roots = { KR: vectorKey('root KR'), TH: vectorKey('root TH') };
export const directoryKey = vectorKey('directory KR');
export const serviceKey = vectorKey('service KR');
export const officerKey = vectorKey('officer KR');
export const idOf = (name: string): string => sha256Text('liaison-vectors-id', name);

export type Claims = Record<string, unknown>;

export const rosterClaims: Claims = rosterClaimsSchema.parse({
  v: 1,
  community: 'Vectors',
  version: 1,
  previous: null,
  settles: [],
  threshold: 2,
  members: [
    { code: 'KR', number: 410, rootKey: roots.KR.publicKey },
    { code: 'TH', number: 764, rootKey: roots.TH.publicKey },
  ],
  former: [],
  at: AT,
});

/** What several roots sign, as it travels; the order of the keys is kept where `sorted` is false. */
export function jointly(
  type: TokenType,
  claims: Claims,
  keys: readonly SigningKey[],
  { sorted = true }: { sorted?: boolean } = {},
): { signed: string; signatures: { rootKey: string; signature: string }[] } {
  const signatures = keys.map((key) => ({
    rootKey: key.publicKey,
    signature: signedClaims(type, claims, key).split('.')[2] ?? '',
  }));
  if (sorted) signatures.sort((a, b) => (a.rootKey < b.rootKey ? -1 : 1));
  const signed = signedClaims(type, claims, roots.KR).split('.').slice(0, 2).join('.');
  return { signed, signatures };
}

export const rosterOf = (claims: Claims, keys: readonly SigningKey[] = Object.values(roots)) =>
  jointly('liaison-roster', claims, keys);

export const delegationClaims: Claims = {
  v: 1,
  member: 'KR',
  version: 1,
  directoryKey: directoryKey.publicKey,
  at: AT,
};
const delegation = signedClaims('liaison-delegation', delegationClaims, roots.KR);

export const agreementOf = (name: string): string => agreementKeyFromSeed(seedOf(`${name} agreement`)).publicKey;

export const serviceClaims: Claims = certificateClaimsSchema.parse({
  v: 1,
  member: 'KR',
  writer: writerIdOf('KR', serviceKey.publicKey),
  role: 'service',
  home: writerIdOf('KR', serviceKey.publicKey),
  serial: 1,
  signingKey: serviceKey.publicKey,
  agreementKey: agreementOf('service KR'),
  powers: [],
  scope: '*',
  from: null,
  until: null,
  name: null,
});

export const officerClaims: Claims = certificateClaimsSchema.parse({
  ...serviceClaims,
  writer: writerIdOf('KR', officerKey.publicKey),
  role: 'officer',
  serial: 2,
  signingKey: officerKey.publicKey,
  agreementKey: agreementOf('officer KR'),
  powers: ['import', 'space', 'write'],
  scope: [idOf('space a'), idOf('space b')].sort(),
  from: '2026-11-01T00:00:00.000+09:00',
  until: '2027-05-01T00:00:00.000+09:00',
  name: idOf('name'),
});

export const certificate = (claims: Claims, key = directoryKey): string =>
  signedClaims('liaison-certificate', claims, key);

export const directoryClaims: Claims = directoryClaimsSchema.parse({
  v: 1,
  member: 'KR',
  version: 1,
  previous: null,
  delegation,
  certificates: [certificate(serviceClaims), certificate(officerClaims)],
  nodes: [{ writer: serviceClaims.writer, addresses: ['https://desk.example:8443'], tlsPin: idOf('tls') }],
  revoked: [],
  at: AT,
});

export const directory = (claims: Claims, key = directoryKey): string => signedClaims('liaison-directory', claims, key);
