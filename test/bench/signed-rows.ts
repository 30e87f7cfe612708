import { type SigningKey, signingKeyFromSeed } from '@liaison/identity';
import type { SampleRecord } from './sample-rows.js';

const SIGNATURE_BYTES = 64;
/** As many as an entry of an import holds. */
export const ROWS_PER_BATCH = 500;

/** One record as its JSON text with a signature over it: the least that a signed exchange could carry. */
export interface SignedRow {
  readonly signature: Uint8Array;
  readonly body: Uint8Array;
}

export function signRows(records: readonly SampleRecord[]): SignedRow[] {
  const key: SigningKey = signingKeyFromSeed(new Uint8Array(32).fill(7));
  return records.map((record) => {
    const body = Buffer.from(JSON.stringify(record));
    return { signature: key.sign(body), body };
  });
}

/** batch = rows; row = signature ‖ body length (4, big-endian) ‖ body. */
export function encodeBatch(rows: readonly SignedRow[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const { signature, body } of rows) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    parts.push(signature, length, body);
  }
  return Buffer.concat(parts);
}

export function* decodeBatch(batch: Buffer): Generator<SignedRow> {
  for (let at = 0; at < batch.length; ) {
    const bodyAt = at + SIGNATURE_BYTES + 4;
    const end = bodyAt + batch.readUInt32BE(at + SIGNATURE_BYTES);
    yield { signature: batch.subarray(at, at + SIGNATURE_BYTES), body: batch.subarray(bodyAt, end) };
    at = end;
  }
}
