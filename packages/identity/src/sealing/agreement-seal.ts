import {
  decodeBase64url,
  encodeBase64url,
  parseExactJson,
  publicKeySchema,
  type Result,
  success,
} from '@liaison/protocol';
import { errors, GeneralEncrypt, generalDecrypt } from 'jose';
import { z } from 'zod';
import { refusal, refuse } from '../errors.js';
import type { AgreementKey } from '../keys/agreement-key.js';
import { checkPublicKey } from '../keys/public-key-check.js';
import { IDENTITY_LIMITS } from '../limits.js';

const ALG = 'ECDH-ES+A256KW';
const ENC = 'A256GCM';
const TYP = 'liaison-sealed+jwe';

const text = (chars: number) =>
  z
    .string()
    .length(chars)
    .regex(/^[A-Za-z0-9_-]+$/);
const epkSchema = z.strictObject({ x: publicKeySchema, crv: z.literal('X25519'), kty: z.literal('OKP') });
/** With one recipient `jose` puts the ephemeral key into the protected header, with several into each recipient's. */
const headerSchema = z.strictObject({ enc: z.literal(ENC), typ: z.literal(TYP), epk: epkSchema.optional() });
const sealedSchema = z.strictObject({
  ciphertext: z.string(),
  iv: text(16),
  tag: text(22),
  protected: z.string().max(400),
  recipients: z
    .array(
      z.strictObject({
        encrypted_key: text(54),
        header: z.strictObject({ alg: z.literal(ALG), kid: publicKeySchema, epk: epkSchema.optional() }),
      }),
    )
    .min(1)
    .max(IDENTITY_LIMITS.sealedRecipientsMax),
});

/** Half of the cap: base64url adds a third, 1,000 recipients about 300 kB. */
const PLAINTEXT_BYTES_MAX = IDENTITY_LIMITS.sealedBytesCharsMax / 2;

type Sealed = z.infer<typeof sealedSchema>;

/**
 * Seals bytes to the holders of agreement keys: general JWE, ECDH-ES+A256KW on X25519 with A256GCM (RFC 7516 §7.2.1,
 * RFC 8037), as JSON text. Recipients are named by their public key. Ephemeral keys and nonces are the platform's.
 * Throws `key-malformed`, `key-unsafe`, or `sealed-file-malformed` above 16 MiB.
 */
export async function sealToAgreementKeys(keys: readonly string[], bytes: Uint8Array): Promise<string> {
  if (keys.length === 0 || keys.length > IDENTITY_LIMITS.sealedRecipientsMax)
    throw refusal('key-malformed', 'something is sealed to no key or to too many');
  if (bytes.length > PLAINTEXT_BYTES_MAX) throw refusal('sealed-file-malformed', 'it would be too long');
  const seal = new GeneralEncrypt(bytes).setProtectedHeader({ enc: ENC, typ: TYP });
  for (const key of new Set(keys)) {
    const checked = checkPublicKey('agreement', key);
    if (!checked.ok) throw checked.error;
    seal.addRecipient({ kty: 'OKP', crv: 'X25519', x: key }).setUnprotectedHeader({ alg: ALG, kid: key });
  }
  return JSON.stringify(await seal.encrypt());
}

/** Opens what was sealed to this key. Fails with `sealed-file-malformed` or `sealed-for-others`. */
export async function openWithAgreementKey(sealed: unknown, key: AgreementKey): Promise<Result<Uint8Array>> {
  const read = readSealed(sealed);
  if (!read.ok) return read;
  const recipients = read.value.recipients.filter((recipient) => recipient.header.kid === key.publicKey);
  if (recipients.length !== 1) return refuse('sealed-for-others');
  const jwk = { kty: 'OKP', crv: 'X25519', x: key.publicKey, d: encodeBase64url(key.seed) };
  try {
    const { plaintext } = await generalDecrypt(
      { ...read.value, recipients } as Parameters<typeof generalDecrypt>[0],
      jwk,
      {
        keyManagementAlgorithms: [ALG],
        contentEncryptionAlgorithms: [ENC],
        maxDecompressedLength: 0,
      },
    );
    return success(plaintext);
  } catch (error) {
    const why = error instanceof errors.JWEDecryptionFailed ? 'it was altered' : 'it is no sealed file of this kind';
    return refuse('sealed-file-malformed', why);
  }
}

function readSealed(sealed: unknown): Result<Sealed> {
  if (typeof sealed !== 'string' || sealed.length > IDENTITY_LIMITS.sealedBytesCharsMax)
    return malformed('it is too long');
  let json: unknown;
  try {
    json = JSON.parse(sealed);
  } catch {
    return malformed('it is no JSON');
  }
  const read = sealedSchema.safeParse(json);
  if (!read.success) return malformed('its parts are not as they must be');
  const header = decodeBase64url(read.data.protected);
  const claims = header.ok ? parseExactJson(header.value) : header;
  if (!claims.ok || !headerSchema.safeParse(claims.value).success) return malformed('its header is not allowed');
  return success(read.data);
}

const malformed = (why: string) => refuse('sealed-file-malformed', why);
