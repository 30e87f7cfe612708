import { type FileHandle, open } from 'node:fs/promises';
import { type AgreementKey, BUNDLE_TAG_BYTES, openBundleEnvelope, openBundlePart } from '@liaison/identity';
import { BUNDLE_HEAD_BYTES_MAX, type BundleClaims, decodeBundleHead, orThrow, type Result } from '@liaison/protocol';
import type { BundleSource } from '@liaison/sync';
import { systemCode } from '../home/durable-files.js';
import { bundleError } from './bundle-errors.js';

/** A bundle on a disk, opened with the key of this home. Its parts are read as they are asked for, one at a time. */
export interface BundleFile extends BundleSource {
  close(): Promise<void>;
}

/**
 * Opens the head of a bundle. Throws `bundle-unreadable`, `bundle-malformed`, `sealed-file-malformed` and
 * `sealed-for-others`.
 */
export async function openBundleFile(path: string, key: AgreementKey): Promise<BundleFile> {
  const handle = await readable(path, () => open(path, 'r'));
  try {
    const bytes = await readable(path, () => readUpTo(handle, 0, BUNDLE_HEAD_BYTES_MAX));
    const head = orThrow(decodeBundleHead(bytes));
    const envelope = orThrow(await openBundleEnvelope(head.envelope, key));
    const { size } = await handle.stat();
    const parts = new BundleFileParts(handle, path, head.length, size);
    return {
      manifest: envelope.manifest,
      part: (place, claims) => parts.read(place, claims, envelope.key),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

class BundleFileParts {
  #starts: number[] | undefined;

  constructor(
    private readonly handle: FileHandle,
    private readonly path: string,
    private readonly begin: number,
    private readonly size: number,
  ) {}

  async read(place: number, claims: BundleClaims, key: Uint8Array): Promise<Result<Uint8Array>> {
    const starts = this.#starts ?? this.#placeAll(claims);
    const [at, next] = [starts[place] as number, starts[place + 1] as number];
    const sealed = await readable(this.path, () => readUpTo(this.handle, at, next - at));
    if (sealed.length < next - at) {
      throw bundleError('bundle-cut-off', `${this.size} of ${starts.at(-1)} bytes are there`);
    }
    return openBundlePart(key, place, sealed);
  }

  /** Where each part begins; the last number is where the bundle ends, and nothing stands behind it (BDL-1). */
  #placeAll({ parts }: BundleClaims): number[] {
    const starts = [this.begin];
    for (const { bytes } of parts) starts.push((starts.at(-1) as number) + bytes + BUNDLE_TAG_BYTES);
    const end = starts.at(-1) as number;
    if (this.size > end) throw bundleError('bundle-malformed', `${this.size - end} bytes stand behind its end`);
    this.#starts = starts;
    return starts;
  }
}

async function readUpTo(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { size } = await handle.stat();
  const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - position)));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** What the system says about a file that somebody brought is an expected failure. */
async function readable<Value>(path: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw bundleError('bundle-unreadable', `${path} (${systemCode(error)})`, { cause: error });
  }
}
