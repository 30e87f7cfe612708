import { createPrivateKey, type KeyObject } from 'node:crypto';
import {
  decodeBase64url,
  encodeBase64url,
  parseExactJson,
  type Result,
  success,
  type WriterId,
  writerIdSchema,
} from '@liaison/protocol';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { refuse } from '../errors.js';
import { verificationKey } from '../keys/signature.js';
import type { SigningKey } from '../keys/signing-key.js';
import { IDENTITY_LIMITS } from '../limits.js';

const HEADER = { alg: 'Ed25519', typ: 'liaison-call+jwt' } as const;
const HEADER_SEGMENT = encodeBase64url(Buffer.from(JSON.stringify(HEADER)));

/** In the order in which they stand (TRN-4). */
const callClaimsSchema = z.strictObject({
  iss: writerIdSchema,
  aud: writerIdSchema,
  nonce: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
  path: z.string().regex(/^[A-Za-z]{1,64}$/),
});

/** What a call token says: who calls, under which nonce of the called node, and what. */
export interface Call {
  readonly writer: WriterId;
  readonly nonce: string;
  /** The procedure that is called. */
  readonly path: string;
}

/** How the called node judges a call token. */
export interface CallContext {
  /** Who the called node is, as callers name it: its service writer. */
  readonly audience: string;
  /** The signing key of a writer that may call; undefined for a stranger. */
  publicKeyOf(writer: WriterId): string | undefined;
}

const privateKeys = new WeakMap<SigningKey, KeyObject>();

function privateKeyOf(key: SigningKey): KeyObject {
  const known = privateKeys.get(key);
  if (known !== undefined) return known;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.publicKey, d: encodeBase64url(key.seed) };
  const made = createPrivateKey({ key: jwk, format: 'jwk' });
  privateKeys.set(key, made);
  return made;
}

/** Signs a call as a JWT (RFC 7519): `iss` writer, `aud` called node, `nonce`, `path`. It carries no dates on purpose. */
export const signCallToken = (call: Call & { readonly audience: string }, key: SigningKey): Promise<string> =>
  new SignJWT({ iss: call.writer, aud: call.audience, nonce: call.nonce, path: call.path })
    .setProtectedHeader(HEADER)
    .sign(privateKeyOf(key));

/**
 * Opens a call token; the caller then spends its nonce. Freshness comes from the nonce alone, so a laptop whose clock
 * battery is flat is not locked out. Fails with `call-token-malformed`, `call-writer-unknown`, `signature-wrong` or
 * `call-audience-wrong`.
 */
export async function openCallToken(token: unknown, context: CallContext): Promise<Result<Call>> {
  const read = readCall(token);
  if (!read.ok) return read;
  const { iss: writer, aud, nonce, path } = read.value.claims;
  const publicKey = context.publicKeyOf(writer);
  if (publicKey === undefined) return refuse('call-writer-unknown');
  const key = verificationKey(publicKey);
  if (key === undefined) return refuse('signature-wrong', 'its writer has an unsafe key');
  const fault = await verifyCall(read.value.token, key);
  if (fault !== undefined) return fault;
  return aud === context.audience ? success({ writer, nonce, path }) : refuse('call-audience-wrong');
}

/** Size, the one header, strict parts, exact claims: checked first, so that no odd token reaches the JWT library. */
function readCall(token: unknown): Result<{ token: string; claims: z.infer<typeof callClaimsSchema> }> {
  if (typeof token !== 'string' || token.length > IDENTITY_LIMITS.callTokenCharsMax) return malformed('it is too long');
  const [header, payload = '', signature = '', ...more] = token.split('.');
  if (header !== HEADER_SEGMENT || more.length > 0) return malformed('its header is not the constant one');
  const decoded = decodeBase64url(payload);
  const signed = decodeBase64url(signature);
  if (!decoded.ok || !signed.ok || signed.value.length !== 64) return malformed('it is no JWT');
  const json = parseExactJson(decoded.value);
  const claims = callClaimsSchema.safeParse(json.ok ? json.value : undefined);
  if (!claims.success) return malformed('a claim is missing, unknown or of another form');
  const inOrder = JSON.stringify(claims.data) === Buffer.from(decoded.value).toString('utf8');
  return inOrder ? success({ token, claims: claims.data }) : malformed('its claims are out of order');
}

async function verifyCall(token: string, key: KeyObject) {
  try {
    // the claims hold no dates; the fixed one keeps the machine's clock out of it altogether
    await jwtVerify(token, key, { algorithms: [HEADER.alg], typ: HEADER.typ, currentDate: new Date(0) });
    return undefined;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return refuse('signature-wrong', 'of a call token');
    return malformed('it is no signed JWT');
  }
}

const malformed = (why: string) => refuse('call-token-malformed', why);
