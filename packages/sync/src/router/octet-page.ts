import { LIMITS } from '@liaison/protocol';

/**
 * Input parser of a pushed page: the octet stream of an HTTP body, or bytes handed over in one process. Stops reading
 * at the largest page.
 */
export async function octetPage(input: unknown): Promise<Uint8Array> {
  if (input instanceof Uint8Array) return within(input);
  if (!(input instanceof ReadableStream)) throw new TypeError('a page is an octet stream');
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of input as AsyncIterable<unknown>) {
    if (!(part instanceof Uint8Array)) throw new TypeError('a page is an octet stream');
    length += part.length;
    if (length > LIMITS.pageBytesMax) throw new RangeError('a page is too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function within(page: Uint8Array): Uint8Array {
  if (page.length > LIMITS.pageBytesMax) throw new RangeError('a page is too large');
  return page;
}
