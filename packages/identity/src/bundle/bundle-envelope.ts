import { encodeBase64url, hashText, idBytes, LIMITS, parseExactJson, type Result, success } from '@liaison/protocol';
import { z } from 'zod';
import { refuse } from '../errors.js';
import type { AgreementKey } from '../keys/agreement-key.js';
import { openWithAgreementKey, sealToAgreementKeys } from '../sealing/agreement-seal.js';

/** What only the named homes can read of a bundle: the key of its parts, and the signed manifest (BDL-2). */
export interface BundleEnvelope {
  /** 32 bytes, made for this bundle alone. */
  readonly key: Uint8Array;
  readonly manifest: string;
}

/** 32 bytes in text have the form of a hash. */
const envelopeSchema = z.strictObject({ key: hashText, manifest: z.string().max(LIMITS.documentCharsMax) });

/** Seals an envelope to agreement keys, as the text of a general JWE. Throws as `sealToAgreementKeys` does. */
export function sealBundleEnvelope(
  { key, manifest }: BundleEnvelope,
  agreementKeys: readonly string[],
): Promise<string> {
  const content = JSON.stringify({ key: encodeBase64url(key), manifest });
  return sealToAgreementKeys(agreementKeys, Buffer.from(content));
}

/** Opens an envelope. Fails with `sealed-file-malformed`, `sealed-for-others` or `bundle-malformed`. */
export async function openBundleEnvelope(text: string, key: AgreementKey): Promise<Result<BundleEnvelope>> {
  const opened = await openWithAgreementKey(text, key);
  if (!opened.ok) return opened;
  const json = parseExactJson(opened.value);
  const read = envelopeSchema.safeParse(json.ok ? json.value : undefined);
  if (!read.success || Object.keys(json.ok ? (json.value as object) : {}).join() !== 'key,manifest') {
    return refuse('bundle-malformed', 'its envelope holds something else');
  }
  return success({ key: idBytes(read.data.key), manifest: read.data.manifest });
}
