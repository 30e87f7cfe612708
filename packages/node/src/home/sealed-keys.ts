import {
  type AgreementKey,
  agreementKeyFromSeed,
  createAgreementKey,
  createSigningKey,
  openWithPassphrase,
  type Random,
  type SealOptions,
  type SigningKey,
  sealWithPassphrase,
  signingKeyFromSeed,
} from '@liaison/identity';
import { decodeBase64url, encodeBase64url, idBytes } from '@liaison/protocol';
import { z } from 'zod';
import { homeError } from './home-errors.js';

/** What a writer holds: it signs with one key and others seal to the other. */
export interface WriterKeys {
  readonly signing: SigningKey;
  readonly agreement: AgreementKey;
}

/** What a start of a node unlocks. */
export interface HomeKeys {
  /** 32 bytes: the cipher key of the database file. */
  readonly databaseKey: Uint8Array;
  readonly service: WriterKeys;
  /** PKCS #8 in PEM. */
  readonly tlsPrivateKeyPem: string;
}

/** What a member keeps offline: it delegates to directory keys, and opens any database of its nodes. */
export interface RootKeys {
  readonly root: SigningKey;
  readonly recovery: AgreementKey;
}

export const createWriterKeys = (random: Random): WriterKeys => ({
  signing: createSigningKey(random),
  agreement: createAgreementKey(random),
});

const secretSchema = z.string().refine((text) => {
  const decoded = decodeBase64url(text);
  return decoded.ok && decoded.value.length === 32;
});

/** Each file says what it is, so that one sealed file cannot be put in the place of another. */
const homeKeysSchema = z.strictObject({
  format: z.literal('liaison-home-keys/1'),
  databaseKey: secretSchema,
  signingSeed: secretSchema,
  agreementSeed: secretSchema,
  tlsPrivateKeyPem: z.string().min(1).max(20_000),
});
const officerKeysSchema = z.strictObject({
  format: z.literal('liaison-officer-keys/1'),
  signingSeed: secretSchema,
  agreementSeed: secretSchema,
});
const directoryKeySchema = z.strictObject({
  format: z.literal('liaison-directory-key/1'),
  signingSeed: secretSchema,
});
const rootKeysSchema = z.strictObject({
  format: z.literal('liaison-root-keys/1'),
  signingSeed: secretSchema,
  recoverySeed: secretSchema,
});

const writerSeeds = (keys: WriterKeys) => ({
  signingSeed: encodeBase64url(keys.signing.seed),
  agreementSeed: encodeBase64url(keys.agreement.seed),
});

const writerKeysFrom = (seeds: { signingSeed: string; agreementSeed: string }): WriterKeys => ({
  signing: signingKeyFromSeed(idBytes(seeds.signingSeed)),
  agreement: agreementKeyFromSeed(idBytes(seeds.agreementSeed)),
});

/** The text of `keys/home.jwe`. Throws `passphrase-empty`. */
export const sealHomeKeys = (passphrase: string, keys: HomeKeys, options: SealOptions): Promise<string> => {
  const databaseKey = encodeBase64url(keys.databaseKey);
  const { tlsPrivateKeyPem } = keys;
  const secrets = { format: 'liaison-home-keys/1', databaseKey, ...writerSeeds(keys.service), tlsPrivateKeyPem };
  return sealWithPassphrase(passphrase, secrets, options);
};

/** Throws `passphrase-wrong`, `sealed-file-malformed` or `home-damaged`, as the three below do. */
export async function openHomeKeys(passphrase: string, sealed: string): Promise<HomeKeys> {
  const read = await openSealed(homeKeysSchema, passphrase, sealed);
  const { databaseKey, tlsPrivateKeyPem } = read;
  return { databaseKey: idBytes(databaseKey), service: writerKeysFrom(read), tlsPrivateKeyPem };
}

/** The text of `keys/officer-<writer>.jwe`. */
export const sealOfficerKeys = (passphrase: string, keys: WriterKeys, options: SealOptions): Promise<string> =>
  sealWithPassphrase(passphrase, { format: 'liaison-officer-keys/1', ...writerSeeds(keys) }, options);

export const openOfficerKeys = async (passphrase: string, sealed: string): Promise<WriterKeys> =>
  writerKeysFrom(await openSealed(officerKeysSchema, passphrase, sealed));

/** The text of `keys/directory.jwe`. */
export const sealDirectoryKey = (passphrase: string, key: SigningKey, options: SealOptions): Promise<string> => {
  const secrets = { format: 'liaison-directory-key/1', signingSeed: encodeBase64url(key.seed) };
  return sealWithPassphrase(passphrase, secrets, options);
};

export const openDirectoryKey = async (passphrase: string, sealed: string): Promise<SigningKey> =>
  signingKeyFromSeed(idBytes((await openSealed(directoryKeySchema, passphrase, sealed)).signingSeed));

/** The text of `keys/root.jwe`. */
export const sealRootKeys = (passphrase: string, keys: RootKeys, options: SealOptions): Promise<string> => {
  const signingSeed = encodeBase64url(keys.root.seed);
  const recoverySeed = encodeBase64url(keys.recovery.seed);
  return sealWithPassphrase(passphrase, { format: 'liaison-root-keys/1', signingSeed, recoverySeed }, options);
};

export async function openRootKeys(passphrase: string, sealed: string): Promise<RootKeys> {
  const { signingSeed, recoverySeed } = await openSealed(rootKeysSchema, passphrase, sealed);
  return { root: signingKeyFromSeed(idBytes(signingSeed)), recovery: agreementKeyFromSeed(idBytes(recoverySeed)) };
}

async function openSealed<Secrets>(schema: z.ZodType<Secrets>, passphrase: string, sealed: string): Promise<Secrets> {
  const opened = await openWithPassphrase(passphrase, sealed);
  if (!opened.ok) throw opened.error;
  const secrets = schema.safeParse(opened.value);
  // no cause: a schema's error may quote what it read
  if (!secrets.success) throw homeError('home-damaged', 'a sealed file holds the keys of something else');
  return secrets.data;
}
