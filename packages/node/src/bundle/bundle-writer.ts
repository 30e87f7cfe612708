import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { sealBundlePart } from '@liaison/identity';
import { type BundlePart, encodeBundleHead, LIMITS, sha256Text } from '@liaison/protocol';
import type { BundlePartBytes } from '@liaison/sync';
import { flushFolder, notWritten } from '../home/durable-files.js';
import { bundleError } from './bundle-errors.js';

const OWNER_FILE = 0o600;
const COPY_BYTES = 1_048_576;

/**
 * Writes one bundle: its parts first, encrypted, into a file beside it, since the manifest can only be signed when all of
 * them are known; then head and parts together, flushed, under its name. Until then nothing has that name, and a file
 * that is there is never overwritten. Throws `bundle-file-exists`, `folder-not-written`, `bundle-too-large`.
 */
export class BundleWriter {
  readonly parts: BundlePart[] = [];
  readonly #partsFile: string;
  readonly #partsDescriptor: number;

  constructor(
    private readonly file: string,
    private readonly key: Uint8Array,
  ) {
    if (existsSync(file)) throw bundleError('bundle-file-exists', file);
    this.#partsFile = `${file}.parts`;
    this.#partsDescriptor = written(() => openForOwner(this.#partsFile));
  }

  add({ kind, bytes }: BundlePartBytes): void {
    if (this.parts.length >= LIMITS.bundlePartsMax) throw bundleError('bundle-too-large', `${this.parts.length} parts`);
    const sealed = sealBundlePart(this.key, this.parts.length, bytes);
    written(() => writeAll(this.#partsDescriptor, sealed));
    this.parts.push({ kind, bytes: bytes.length, digest: sha256Text(bytes) });
  }

  /** Gives the bundle its name, once it is on the disk. Returns its size in bytes. */
  finish(envelope: string): number {
    const fresh = `${this.file}.new`;
    try {
      return written(() => {
        const size = this.#join(fresh, encodeBundleHead(envelope));
        if (existsSync(this.file)) throw bundleError('bundle-file-exists', this.file);
        renameSync(fresh, this.file);
        flushFolder(dirname(this.file));
        return size;
      });
    } catch (error) {
      rmSync(fresh, { force: true });
      throw error;
    }
  }

  #join(fresh: string, head: Uint8Array): number {
    const to = openForOwner(fresh);
    try {
      writeAll(to, head);
      const buffer = Buffer.alloc(COPY_BYTES);
      let at = 0;
      for (let read = -1; read !== 0; at += read) {
        read = readSync(this.#partsDescriptor, buffer, 0, COPY_BYTES, at);
        writeAll(to, buffer.subarray(0, read));
      }
      fsyncSync(to);
      return head.length + at;
    } finally {
      closeSync(to);
    }
  }

  /** Removes what is only needed on the way; whatever happened. */
  close(): void {
    closeSync(this.#partsDescriptor);
    rmSync(this.#partsFile, { force: true });
  }
}

function openForOwner(path: string): number {
  const descriptor = openSync(path, 'w+', OWNER_FILE);
  fchmodSync(descriptor, OWNER_FILE);
  return descriptor;
}

/** A disk that is nearly full takes part of a write. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

function written<Value>(write: () => Value): Value {
  try {
    return write();
  } catch (error) {
    throw notWritten(error);
  }
}
