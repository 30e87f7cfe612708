import { z } from 'zod';
import { ByteFault, ByteReader, encodeVarint } from './byte-reader.js';
import { failure, type Result, success } from './errors.js';
import { claimedTimeSchema, documentIdSchema, hashText, writerIdSchema } from './identifiers.js';
import { LIMITS } from './limits.js';

/** What the parts of a bundle hold, in the order in which they stand (BDL-5). */
export const BUNDLE_PART_KINDS = ['documents', 'starts', 'control', 'record', 'receipts', 'views'] as const;
export type BundlePartKind = (typeof BUNDLE_PART_KINDS)[number];

const bundlePartSchema = z.strictObject({
  kind: z.enum(BUNDLE_PART_KINDS),
  bytes: z.number().int().min(1).max(LIMITS.pageBytesMax),
  /** SHA-256 of the part before it was encrypted. */
  digest: hashText,
});
export type BundlePart = z.infer<typeof bundlePartSchema>;

/**
 * Claims of a bundle's manifest (BDL-3): the home that made it, the homes that it is for, the community by its first
 * roster, when it was made as a label, and every part in order.
 */
export const bundleClaimsSchema = z.strictObject({
  v: z.literal(1),
  maker: writerIdSchema,
  recipients: z.array(writerIdSchema).min(1).max(LIMITS.bundleRecipientsMax),
  community: documentIdSchema,
  at: claimedTimeSchema,
  parts: z.array(bundlePartSchema).min(1).max(LIMITS.bundlePartsMax),
});
export type BundleClaims = z.infer<typeof bundleClaimsSchema>;

const MAGIC = Uint8Array.of(0x4c, 0x42, 0x01);

/** Bytes that hold the head of any bundle: what a reader fetches before it knows more. */
export const BUNDLE_HEAD_BYTES_MAX = MAGIC.length + 5 + LIMITS.bundleEnvelopeBytesMax;

/** head = `LB` 0x01 ‖ varint length ‖ envelope; the encrypted parts follow (BDL-1). */
export function encodeBundleHead(envelope: string): Uint8Array {
  const text = Buffer.from(envelope, 'ascii');
  return Buffer.concat([MAGIC, encodeVarint(text.length), text]);
}

/** Reads the head from the beginning of a bundle and says where the parts begin. Fails with `bundle-malformed`. */
export function decodeBundleHead(bytes: Uint8Array): Result<{ envelope: string; length: number }> {
  const reader = new ByteReader(bytes);
  try {
    if (Buffer.compare(reader.take(MAGIC.length), MAGIC) !== 0) return malformed('it does not begin as a bundle does');
    const envelope = reader.take(reader.varint(LIMITS.bundleEnvelopeBytesMax));
    return success({ envelope: Buffer.from(envelope).toString('latin1'), length: reader.read });
  } catch (error) {
    if (error instanceof ByteFault) return malformed(error.message);
    throw error;
  }
}

const malformed = (why: string) =>
  failure('bundle-malformed', `A bundle cannot be read: ${why}.`, 'Copy the file again, or ask for another bundle.');
