import { decodeBase64url, encodeBase64url } from './base64url.js';
import { parseExactJson } from './canonical-json.js';
import { failure, type Result, success } from './errors.js';
import { sha256Text } from './hash.js';

/**
 * Everything signed is a compact JWS (RFC 7515) with Ed25519 (RFC 8037, RFC 9864) and one constant header per type, so
 * that a token has exactly one spelling and its id is a function of header and payload only (SIG-1 to SIG-4).
 */
export const TOKEN_TYPES = [
  'liaison-entry',
  'liaison-certificate',
  'liaison-delegation',
  'liaison-directory',
  'liaison-roster',
  'liaison-pin',
  'liaison-receipt',
  'liaison-request',
  'liaison-bundle',
] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

export const SIGNATURE_BYTES = 64;

const headerSegments = new Map(
  TOKEN_TYPES.map((type) => [type, encodeBase64url(Buffer.from(`{"alg":"Ed25519","typ":"${type}+jws"}`))]),
);

/** The constant first segment of a token of this type (SIG-1). */
export const headerSegment = (type: TokenType): string => headerSegments.get(type) as string;

/** What was signed, without who signed it. */
export interface SignedInput {
  /** SHA-256 of the signing input, base64url: the id of what is signed. The signature is not part of it (SIG-4). */
  readonly id: string;
  readonly claims: unknown;
  /** ASCII `header.payload`, the bytes under the signature. */
  readonly signingInput: Uint8Array;
}

export interface SignedToken extends SignedInput {
  readonly token: string;
  readonly signature: Uint8Array;
}

/** Parts of a token to be signed; `claims` is written with its keys in the order given. */
export function tokenToSign(type: TokenType, claims: object): { signingInput: Uint8Array; id: string } {
  const signingInput = Buffer.from(`${headerSegment(type)}.${encodeBase64url(Buffer.from(JSON.stringify(claims)))}`);
  return { signingInput, id: sha256Text(signingInput) };
}

export const assembleToken = (signingInput: Uint8Array, signature: Uint8Array): string =>
  `${Buffer.from(signingInput).toString('ascii')}.${encodeBase64url(signature)}`;

/**
 * Takes a token apart without looking at the signature's truth (SIG-1 to SIG-3): constant header, strict base64url,
 * 64-byte signature, exact JSON. Fails with `token-malformed`. The caller checks claims and signature.
 */
export function parseToken(type: TokenType, token: unknown, charsMax: number): Result<SignedToken> {
  if (typeof token !== 'string' || token.length > charsMax) return malformed(type, 'it is no string or too long');
  const parts = token.split('.');
  if (parts.length !== 3) return malformed(type, 'it has not three parts');
  const [header, payloadText, signatureText] = parts as [string, string, string];
  const signature = parseSignature(signatureText);
  if (signature === undefined) return malformed(type, 'its signature is not 64 bytes');
  const input = parseSignedInput(type, `${header}.${payloadText}`, charsMax);
  return input.ok ? success({ token, ...input.value, signature }) : input;
}

/** The 64 bytes of a signature in canonical base64url; undefined if it is anything else. */
export function parseSignature(text: string): Uint8Array | undefined {
  const decoded = decodeBase64url(text);
  return decoded.ok && decoded.value.length === SIGNATURE_BYTES ? decoded.value : undefined;
}

/** Takes `header.payload` apart: what several keys sign travels so (ROS-2). Fails with `token-malformed`. */
export function parseSignedInput(type: TokenType, text: unknown, charsMax: number): Result<SignedInput> {
  if (typeof text !== 'string' || text.length > charsMax) return malformed(type, 'it is no string or too long');
  const [header, payloadText = '', ...rest] = text.split('.');
  if (rest.length > 0 || header !== headerSegment(type)) return malformed(type, 'its header is not the constant one');
  const payload = decodeBase64url(payloadText);
  if (!payload.ok) return malformed(type, 'its base64url is not canonical');
  const claims = parseExactJson(payload.value);
  if (!claims.ok) return malformed(type, 'its JSON is not canonical');
  const signingInput = Buffer.from(text, 'ascii');
  return success({ id: sha256Text(signingInput), claims: claims.value, signingInput });
}

const malformed = (type: TokenType, why: string) =>
  failure(
    'token-malformed',
    `A ${type} token cannot be read: ${why}.`,
    'It is set aside; ask whoever sent it for the original.',
  );
