import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';

const compress = promisify<Uint8Array, { level: number }, Buffer>(deflate);
const expand = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate);

/** The one content coding of bodies, both ways: zlib's format (RFC 9110 section 8.4.1.2). */
export const BODY_CODING = 'deflate';

/**
 * Level 1 finds nearly all that there is: tokens repeat their constant header and their writer, edits their fields. Pages
 * of single edits come to a third; what is random stays as large, and costs 10 ms a megabyte.
 */
export const deflated = (body: Uint8Array): Promise<Buffer> => compress(body, { level: 1 });

/** What a coded body holds; undefined for more than `bytesMax` or what is no such coding. */
export async function inflatedUpTo(body: Uint8Array, bytesMax: number): Promise<Buffer | undefined> {
  try {
    return await expand(body, { maxOutputLength: bytesMax });
  } catch {
    return undefined;
  }
}
