import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { fstatSync, readSync } from 'node:fs';

/** What the raw bytes of an encrypted file say: its length and the numbers (from 1) of pages whose seal is broken. */
export interface PageCheck {
  pages: number;
  brokenPages: number[];
  /** Bytes after the last whole page; not 0 in a truncated file. */
  strayBytes: number;
}

const PAGE_BYTES = 4096;
const SALT_BYTES = 16;
const SEAL_BYTES = 64;
const SALT_MASK = 0x3a;
const KEY_ITERATIONS = 2;
/** SQLite never writes the page at 1 GiB, where some systems keep byte locks. */
const LOCK_PAGE = 0x4000_0000 / PAGE_BYTES + 1;
const CHUNK_PAGES = 256;

/**
 * Checks the HMAC of every page, free ones included, against the file's bytes. SQLite itself reads only pages that are
 * in use, and from its cache where it can, so no pragma does this.
 *
 * Format (SQLCipher 4 design, https://www.zetetic.net/sqlcipher/design/): the first 16 bytes of the file are the salt;
 * a page is ciphertext, 16 bytes of IV, and HMAC-SHA512 over both and the page number (little endian). The HMAC's key
 * is PBKDF2-HMAC-SHA512 of the cipher key with the salt xor 0x3a, 2 iterations.
 */
export const checkPages = (descriptor: number, key: Uint8Array): PageCheck => {
  const { size } = fstatSync(descriptor);
  const pages = Math.floor(size / PAGE_BYTES);
  const sealKey = sealKeyOf(descriptor, key);
  const chunk = Buffer.alloc(CHUNK_PAGES * PAGE_BYTES);
  const brokenPages: number[] = [];
  for (let first = 1; first <= pages; first += CHUNK_PAGES) {
    const count = Math.min(CHUNK_PAGES, pages - first + 1);
    const bytes = readFully(descriptor, chunk.subarray(0, count * PAGE_BYTES), (first - 1) * PAGE_BYTES);
    for (let index = 0; index < count; index += 1) {
      const page = bytes.subarray(index * PAGE_BYTES, (index + 1) * PAGE_BYTES);
      if (!isSealed(page, first + index, sealKey)) brokenPages.push(first + index);
    }
  }
  return { pages, brokenPages, strayBytes: size % PAGE_BYTES };
};

/** Whether the key opens the first page: tells a wrong key from damage further on. */
export const firstPageIsSealed = (descriptor: number, key: Uint8Array): boolean =>
  isSealed(readFully(descriptor, Buffer.alloc(PAGE_BYTES), 0), 1, sealKeyOf(descriptor, key));

const sealKeyOf = (descriptor: number, key: Uint8Array): Buffer => {
  const salt = readFully(descriptor, Buffer.alloc(SALT_BYTES), 0).map((byte) => byte ^ SALT_MASK);
  return pbkdf2Sync(key, salt, KEY_ITERATIONS, key.length, 'sha512');
};

/** A short read (a file cut while it is read) leaves zeros, which no seal accepts. */
const readFully = (descriptor: number, target: Buffer, position: number): Buffer => {
  let done = 0;
  while (done < target.length) {
    const count = readSync(descriptor, target, done, target.length - done, position + done);
    if (count === 0) return target.fill(0, done);
    done += count;
  }
  return target;
};

const isSealed = (page: Buffer, number: number, sealKey: Buffer): boolean => {
  if (number === LOCK_PAGE) return true;
  const numberBytes = Buffer.alloc(4);
  numberBytes.writeUInt32LE(number);
  const sealedFrom = number === 1 ? SALT_BYTES : 0;
  const sealAt = PAGE_BYTES - SEAL_BYTES;
  const expected = createHmac('sha512', sealKey).update(page.subarray(sealedFrom, sealAt)).update(numberBytes).digest();
  return timingSafeEqual(expected, page.subarray(sealAt));
};
