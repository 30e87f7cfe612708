import { z } from 'zod';
import { decodeBase64url } from './base64url.js';

const text43 = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);

/** A SHA-256 as 43 characters of base64url. */
export const hashText = text43;

/** SHA-256 of a space's genesis content (SPC-2). */
export const spaceIdSchema = text43.brand<'SpaceId'>();
export type SpaceId = z.infer<typeof spaceIdSchema>;

/** SHA-256 over the signing input of an entry (ENT-4). */
export const entryIdSchema = text43.brand<'EntryId'>();
export type EntryId = z.infer<typeof entryIdSchema>;

/** SHA-256 over the signing input of any other signed document: certificate, directory, pin, receipt (SIG-4). */
export const documentIdSchema = text43.brand<'DocumentId'>();
export type DocumentId = z.infer<typeof documentIdSchema>;

/** First 16 bytes of SHA-256 over `liaison-writer-v1` and the signing key, 22 characters of base64url (IDN-2). */
export const writerIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{21}[AQgw]$/)
  .brand<'WriterId'>();
export type WriterId = z.infer<typeof writerIdSchema>;

/** ISO 3166-1 alpha-2 code of a country, or a longer code of an observer organisation (IDN-1). */
export const memberCodeSchema = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{1,11}$/)
  .brand<'MemberCode'>();
export type MemberCode = z.infer<typeof memberCodeSchema>;

/** UUID in lower case (RFC 9562). */
export const recordIdSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  .brand<'RecordId'>();
export type RecordId = z.infer<typeof recordIdSchema>;

/** Claimed time with offset to UTC, in milliseconds: `2026-11-24T14:05:00.000+07:00` (ENT-7). Never a ground to refuse. */
export const claimedTimeSchema = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);

/** Raw 32-byte public key as base64url. */
export const publicKeySchema = text43;

export const sequenceSchema = z.number().int().min(1).max(0xffff_ffff);

/** The bytes of an id that a schema above has accepted. */
export function idBytes(id: string): Uint8Array {
  const decoded = decodeBase64url(id);
  if (!decoded.ok) throw decoded.error;
  return decoded.value;
}
