import { decodeBase64url, parseExactJson, type Result, success } from '@liaison/protocol';
import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import { z } from 'zod';
import { refusal, refuse } from '../errors.js';
import { IDENTITY_LIMITS } from '../limits.js';
import type { Random } from '../random.js';

const ALG = 'PBES2-HS512+A256KW';
const ENC = 'A256GCM';
const TYP = 'liaison-sealed+jwe';

/** The only header that is opened: a closed list, so neither `zip` nor `crit` nor a planted key gets in. */
const headerSchema = z.strictObject({
  alg: z.literal(ALG),
  enc: z.literal(ENC),
  typ: z.literal(TYP),
  p2c: z.number().int().min(IDENTITY_LIMITS.sealIterationsMin).max(IDENTITY_LIMITS.sealIterationsMax),
  p2s: z.string().min(11).max(86),
});

/** Base64url takes four characters for three bytes; the other parts of the token stay under 1,024. */
const PLAINTEXT_BYTES_MAX = Math.floor(((IDENTITY_LIMITS.sealedSecretsCharsMax - 1_024) / 4) * 3);

/** How a file is sealed: PBKDF2 rounds (210,000; tests take fewer), and randomness in place of the platform's. */
export interface SealOptions {
  readonly iterations?: number;
  readonly random?: Random;
}

/**
 * Seals secrets (JSON values; keys as base64url) by a passphrase: compact JWE, PBES2-HS512+A256KW with A256GCM (RFC 7516,
 * RFC 7518 §4.8). Throws `passphrase-empty`, or `sealed-file-malformed` for what `openWithPassphrase` would not open.
 */
export async function sealWithPassphrase(
  passphrase: string,
  secrets: object,
  options: SealOptions = {},
): Promise<string> {
  if (passphrase === '') throw refusal('passphrase-empty');
  const { iterations = IDENTITY_LIMITS.sealIterations, random } = options;
  if (!headerSchema.shape.p2c.safeParse(iterations).success)
    throw refusal('sealed-file-malformed', 'its rounds are too few or too many');
  const plaintext = Buffer.from(JSON.stringify(secrets));
  if (plaintext.length > PLAINTEXT_BYTES_MAX) throw refusal('sealed-file-malformed', 'it would be too long');
  const seal = new CompactEncrypt(plaintext).setProtectedHeader({ alg: ALG, enc: ENC, typ: TYP });
  if (random === undefined) seal.setKeyManagementParameters({ p2c: iterations });
  else {
    seal.setKeyManagementParameters({ p2c: iterations, p2s: random.bytes(16) });
    seal.setContentEncryptionKey(random.bytes(32)).setInitializationVector(random.bytes(12));
  }
  return await seal.encrypt(passphraseBytes(passphrase));
}

/**
 * Opens what `sealWithPassphrase` made. A wrong passphrase and a damaged ciphertext cannot be told apart.
 * Fails with `passphrase-wrong` or `sealed-file-malformed`; no secret is in either.
 */
export async function openWithPassphrase(
  passphrase: string,
  sealed: unknown,
): Promise<Result<Record<string, unknown>>> {
  const fault = formFault(sealed);
  if (fault !== undefined) return refuse('sealed-file-malformed', fault);
  try {
    const { plaintext } = await compactDecrypt(sealed as string, passphraseBytes(passphrase), {
      keyManagementAlgorithms: [ALG],
      contentEncryptionAlgorithms: [ENC],
      maxPBES2Count: IDENTITY_LIMITS.sealIterationsMax,
      maxDecompressedLength: 0,
    });
    return readSecrets(plaintext);
  } catch (error) {
    if (error instanceof errors.JWEDecryptionFailed) return refuse('passphrase-wrong');
    return refuse('sealed-file-malformed', 'it is no sealed file of this kind');
  }
}

/** One form whatever keyboard or system it comes from (RFC 8265 §4.2.2): Hangul and Vietnamese have two. */
const passphraseBytes = (passphrase: string): Uint8Array => Buffer.from(passphrase.normalize('NFC'));

function formFault(sealed: unknown): string | undefined {
  if (typeof sealed !== 'string' || sealed.length > IDENTITY_LIMITS.sealedSecretsCharsMax)
    return 'it is no text or too long';
  const parts = sealed.split('.');
  const bytes = parts.map((part) => decodeBase64url(part));
  if (parts.length !== 5) return 'it has not five parts';
  const [header, key, iv, , tag] = bytes.map((part) => (part.ok ? part.value : new Uint8Array()));
  if (key?.length !== 40 || iv?.length !== 12 || tag?.length !== 16) return 'a part has the wrong length';
  const json = parseExactJson(header as Uint8Array);
  return json.ok && headerSchema.safeParse(json.value).success ? undefined : 'its header is not allowed';
}

function readSecrets(plaintext: Uint8Array): Result<Record<string, unknown>> {
  const json: unknown = JSON.parse(Buffer.from(plaintext).toString('utf8'));
  if (typeof json === 'object' && json !== null && !Array.isArray(json))
    return success(json as Record<string, unknown>);
  return refuse('sealed-file-malformed', 'its content is no object');
}
