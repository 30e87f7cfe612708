import {
  commitName,
  createAgreementKey,
  createSigningKey,
  NAME_SALT_BYTES,
  type Random,
  type SigningKey,
  signCertificate,
  signDelegation,
  signDirectory,
  writerIdOf,
} from '@liaison/identity';
import { type CertificateClaims, encodeBase64url, type RosterMember, type WriterId } from '@liaison/protocol';
import { createWriterKeys, type RootKeys, type WriterKeys } from '../home/sealed-keys.js';
import { createTlsCertificate } from '../transport/tls-certificate.js';
import type { NamedMember } from './member-number.js';
import { DESK_OFFICER_POWERS, SERVICE_POWERS } from './powers.js';
import type { HomeBlueprint } from './write-home.js';

export interface CreateMemberOptions {
  readonly member: NamedMember;
  /** Name of the first officer. */
  readonly officer: string;
  /** Where the first node listens, if it does. */
  readonly address: string | null;
  /** Claimed time of everything that is signed. */
  readonly at: string;
  readonly random: Random;
}

/** A member that nobody has in a roster yet: its root, and its first home without roster and directories. */
export interface NewMember {
  readonly rosterMember: RosterMember;
  readonly rootKey: SigningKey;
  /** Version 1 of the directory. */
  readonly directory: string;
  readonly blueprint: HomeBlueprint;
}

/** Makes the keys of a member, its first home and first officer, and signs the first version of its directory. */
export async function createMember(options: CreateMemberOptions): Promise<NewMember> {
  const { member, address, random } = options;
  const root: RootKeys = { root: createSigningKey(random), recovery: createAgreementKey(random) };
  const directoryKey = createSigningKey(random);
  const service = createWriterKeys(random);
  const officer = createWriterKeys(random);
  const nameSalt = random.bytes(NAME_SALT_BYTES);
  const databaseKey = random.bytes(32);
  const tls = await createTlsCertificate(random);
  const [home, writer] = [service, officer].map(({ signing }) => writerIdOf(member.code, signing.publicKey)) as [
    WriterId,
    WriterId,
  ];
  const keys = { databaseKey, service, tlsPrivateKeyPem: tls.privateKeyPem };
  const blueprint: HomeBlueprint = {
    settings: {
      format: 'liaison-home/1',
      role: 'node',
      state: 'ready',
      member: member.code,
      home,
      label: member.code,
      address,
      officers: [{ writer, default: true }],
    },
    keys,
    certificatePem: tls.certificatePem,
    officers: [{ writer, keys: officer }],
    names: {
      label: member.code,
      home,
      officers: [{ writer, name: options.officer, nameSalt: encodeBase64url(nameSalt) }],
    },
    member: { directoryKey, root },
  };
  const name = commitName(options.officer, nameSalt);
  const directory = firstDirectory(options, { root, directoryKey, service, officer, name, tlsPin: tls.pin });
  const rosterMember = { code: member.code, number: member.number, rootKey: root.root.publicKey };
  return { rosterMember, rootKey: root.root, directory, blueprint };
}

interface DirectoryParts {
  readonly root: RootKeys;
  readonly directoryKey: SigningKey;
  readonly service: WriterKeys;
  readonly officer: WriterKeys;
  readonly name: string;
  readonly tlsPin: string;
}

function firstDirectory({ member, address, at }: CreateMemberOptions, parts: DirectoryParts): string {
  const { root, directoryKey, service, officer, name, tlsPin } = parts;
  const home = writerIdOf(member.code, service.signing.publicKey);
  const base = { member: member.code, home, scope: '*' } as const;
  const certificates = [
    certificateClaims(service, { ...base, role: 'service', serial: 1, powers: [...SERVICE_POWERS], name: null }),
    certificateClaims(officer, { ...base, role: 'officer', serial: 2, powers: [...DESK_OFFICER_POWERS], name }),
  ].map((claims) => signCertificate(claims, directoryKey).token);
  const delegation = { v: 1 as const, member: member.code, version: 1, directoryKey: directoryKey.publicKey, at };
  const claims = {
    v: 1 as const,
    member: member.code,
    version: 1,
    previous: null,
    delegation: signDelegation(delegation, root.root).token,
    certificates,
    nodes: address === null ? [] : [{ writer: home, addresses: [address], tlsPin }],
    revoked: [],
    at,
  };
  return signDirectory(claims, directoryKey).token;
}

type Certified = Pick<CertificateClaims, 'member' | 'home' | 'scope' | 'role' | 'serial' | 'powers' | 'name'> &
  Partial<Pick<CertificateClaims, 'until'>>;

/** Claims of a certificate, from public keys: of the writer's own or of the request that asks for it. */
export function certificateClaims(
  keys: { readonly signing: { readonly publicKey: string }; readonly agreement: { readonly publicKey: string } },
  certified: Certified,
): CertificateClaims {
  const { member, role, home, serial, powers, scope, name, until = null } = certified;
  const writer: WriterId = writerIdOf(member, keys.signing.publicKey);
  const keysOfIt = { signingKey: keys.signing.publicKey, agreementKey: keys.agreement.publicKey };
  return { v: 1, member, writer, role, home, serial, ...keysOfIt, powers, scope, from: null, until, name };
}
