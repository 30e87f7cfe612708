import { openBundle, readBundleClaims } from '@liaison/identity';
import { type BundleClaims, LiaisonError, orThrow, type Result, sha256Text } from '@liaison/protocol';
import { syncError } from '../errors.js';
import type { DocumentOffer, Soon, SyncReplica } from '../sync-replica.js';
import { type BundleContent, readContent } from './bundle-content.js';
import { BundleReading } from './bundle-reading.js';
import type { BundleReport } from './bundle-report.js';

/** A bundle whose envelope was opened. */
export interface BundleSource {
  readonly manifest: string;
  /** Reads and decrypts the part at this place; its bytes are compared with the manifest here. */
  part(place: number, claims: BundleClaims): Promise<Result<Uint8Array>>;
}

/** The reading home: what a session needs, and how a stranger's documents are taken. */
export interface BundleReplica extends SyncReplica {
  /** Keeps what an unknown home brought of itself; only what verifies changes anything, and all of it or nothing. */
  admitIntroduction(offer: DocumentOffer): Soon<Result<{ changed: number }>>;
}

export interface ReadBundleOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly parts: number; readonly partsRead: number }) => void;
}

/**
 * Takes a bundle in, by the same ways as what comes over a line (BDL-8, BDL-9). A bundle that this home must not read, or
 * whose maker is not known or not admitted, throws and changes nothing; a part that is damaged, or a stop, ends it with
 * what came before kept and stands in the report. Reading again is always safe.
 */
export async function readBundle(
  source: BundleSource,
  replica: BundleReplica,
  options: ReadBundleOptions = {},
): Promise<BundleReport> {
  const claims = orThrow(readBundleClaims(source.manifest));
  checkAddressees(claims, replica);
  const reading = new BundleReading(replica, claims.maker);
  await admitMaker(source, claims, replica, reading);
  let error: LiaisonError | undefined;
  try {
    await takeParts(source, claims, reading, options);
  } catch (fault) {
    if (!(fault instanceof LiaisonError)) throw fault;
    error = fault;
  }
  await reading.issueReceipts();
  return reportOf(claims, reading, error);
}

function checkAddressees({ recipients, community }: BundleClaims, replica: SyncReplica): void {
  const [first] = replica.documents().rosters;
  if (first !== community) throw syncError('bundle-other-community', undefined, { data: { community } });
  if (!recipients.includes(replica.home)) throw syncError('bundle-for-others');
}

/**
 * The maker must be one whose calls would be answered. One that is not known here is introduced by the documents of its
 * own bundle, which verify themselves; they are kept only together, as those of any stranger (TRN-12).
 */
async function admitMaker(
  source: BundleSource,
  claims: BundleClaims,
  replica: BundleReplica,
  reading: BundleReading,
): Promise<void> {
  if (replica.certificate(claims.maker) === undefined) reading.documents = await introduce(source, claims, replica);
  const certificate = replica.certificate(claims.maker);
  if (certificate === undefined) throw syncError('bundle-maker-unknown');
  orThrow(openBundle(source.manifest, certificate.claims));
  orThrow(replica.admitCaller(claims.maker));
}

async function introduce(source: BundleSource, claims: BundleClaims, replica: BundleReplica): Promise<number> {
  let changed = 0;
  for (const [place, { kind }] of claims.parts.entries()) {
    if (kind !== 'documents') break;
    const offer = orThrow(readContent(kind, await partBytes(source, claims, place))) as BundleContent<'documents'>;
    const admitted = await replica.admitIntroduction(offer);
    if (!admitted.ok) throw syncError('bundle-maker-unknown', admitted.error.code, { cause: admitted.error });
    changed += admitted.value.changed;
  }
  return changed;
}

async function takeParts(
  source: BundleSource,
  claims: BundleClaims,
  reading: BundleReading,
  { signal, onProgress }: ReadBundleOptions,
): Promise<void> {
  for (const [place, part] of claims.parts.entries()) {
    if (signal?.aborted === true) throw syncError('sync-stopped');
    await reading.take(place, part, await partBytes(source, claims, place));
    onProgress?.({ parts: claims.parts.length, partsRead: reading.partsRead });
  }
}

/** Throws `bundle-damaged` for bytes that are not those that the maker signed. */
async function partBytes(source: BundleSource, claims: BundleClaims, place: number): Promise<Uint8Array> {
  const bytes = orThrow(await source.part(place, claims));
  const part = claims.parts[place];
  if (part?.bytes === bytes.length && part.digest === sha256Text(bytes)) return bytes;
  throw syncError('bundle-damaged', `part ${place}`, { data: { place } });
}

function reportOf(claims: BundleClaims, reading: BundleReading, error: LiaisonError | undefined): BundleReport {
  const { partsRead, documents, entriesReceived, duplicates, pending, quarantined, receipts, refused, alarms } =
    reading;
  const whole = partsRead === claims.parts.length && error === undefined;
  const report = {
    ...{ maker: claims.maker, at: claims.at, parts: claims.parts.length, partsRead, documents },
    ...{ entriesReceived, duplicates, pending, quarantined, receipts, refused, ...reading.missing(), alarms },
    converged: whole && pending === 0 && refused.length === 0 && alarms.length === 0,
  };
  return error === undefined ? report : { ...report, error };
}
