import { type DocumentId, type Result, success, type TokenType } from '@liaison/protocol';
import type { z } from 'zod';
import { type IdentityErrorCode, refusal, refuse } from '../errors.js';
import type { SigningKey } from '../keys/signing-key.js';
import { signToken } from './token.js';

/** A signed document whose claims have been read. */
export interface SignedDocument<Claims> {
  readonly id: DocumentId;
  readonly token: string;
  readonly claims: Claims;
}

/** What makes one type of document: its token type, its claims, its own rules and the code of a refusal. */
export interface DocumentForm<Claims extends object> {
  readonly type: TokenType;
  readonly schema: z.ZodType<Claims>;
  readonly code: IdentityErrorCode;
  /** What is wrong with claims that have the right shape, in words; undefined if nothing is. */
  readonly fault: (claims: Claims) => string | undefined;
}

/**
 * Reads claims: every key known, in the order of the schema at every depth, so that equal claims have equal bytes and
 * one id. Zod writes its result in the order of the schema, so writing it again shows any other order.
 */
export function readClaims<Claims extends object>(form: DocumentForm<Claims>, claims: unknown): Result<Claims> {
  const read = form.schema.safeParse(claims);
  if (!read.success) return refuse(form.code, `its claims are not as they must be at ${firstPath(read.error)}`);
  if (JSON.stringify(read.data) !== JSON.stringify(claims)) return refuse(form.code, 'its claims are out of order');
  const fault = form.fault(read.data);
  return fault === undefined ? success(read.data) : refuse(form.code, fault);
}

/** Claims as a reader would take them, in the order of the schema. Throws the refusal that a reader would give. */
export function checkedClaims<Claims extends object>(form: DocumentForm<Claims>, claims: Claims): Claims {
  const shaped = form.schema.safeParse(claims);
  if (!shaped.success) throw refusal(form.code, `its claims are not as they must be at ${firstPath(shaped.error)}`);
  const fault = form.fault(shaped.data);
  if (fault !== undefined) throw refusal(form.code, fault);
  return shaped.data;
}

/** Signs claims by the rules that a reader applies. Throws the refusal that a reader would give. */
export function signDocument<Claims extends object>(
  form: DocumentForm<Claims>,
  claims: Claims,
  key: SigningKey,
): SignedDocument<Claims> {
  const checked = checkedClaims(form, claims);
  return { ...signToken(form.type, checked, key), claims: checked };
}

/** Where in the claims the first fault lies; the value itself is left out, it may be a name. */
const firstPath = (error: z.ZodError): string => `"${error.issues[0]?.path.join('.') ?? ''}"`;
