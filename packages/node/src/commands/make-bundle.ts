import { setImmediate } from 'node:timers/promises';
import { type Certificate, sealBundleEnvelope, signBundle } from '@liaison/identity';
import { type DocumentId, LiaisonError, type SpaceId, type WriterId } from '@liaison/protocol';
import { type BundlePlan, bundleParts, planBundle, type SyncReplica } from '@liaison/sync';
import { bundleHomes } from '../bundle/bundle-homes.js';
import { BundleWriter } from '../bundle/bundle-writer.js';
import type { OpenHome } from '../home/open-home.js';
import { claimedTime } from '../replica/clock.js';
import type { Replica } from '../replica/replica.js';

export interface MakeBundleInput {
  /** Members, labels of own homes, or writer ids. */
  readonly for: readonly string[];
  /** Absolute path of the file to be made. */
  readonly file: string;
  /** Start from nothing, whatever the homes have receipted. */
  readonly whole: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: MakeBundleProgress) => void;
}

export interface MakeBundleProgress {
  readonly parts: number;
  readonly entries: number;
}

export interface MadeBundle {
  readonly file: string;
  readonly bytes: number;
  readonly recipients: readonly { readonly home: WriterId; readonly member: string }[];
  readonly at: string;
  readonly parts: number;
  /** Spaces of which entries are in it, and how many entries. */
  readonly spaces: number;
  readonly entries: number;
  /** Spaces that some of the named homes may hold and others not: nothing of them is in it. */
  readonly leftOut: readonly SpaceId[];
}

const CONTENT_KEY_BYTES = 32;

/**
 * Makes a bundle file: what a sync would bring the named homes, from what each of them has receipted here (BDL-1 to
 * BDL-8). Throws `bundle-home-unknown`, `bundle-home-refused`, `bundle-file-exists`, `folder-not-written`.
 */
export async function makeBundle(
  home: Pick<OpenHome, 'replica' | 'work'>,
  input: MakeBundleInput,
): Promise<MadeBundle> {
  const { replica } = home;
  const { exchange } = home.work;
  const homes = replica.reading(() => bundleHomes(replica, input.for));
  const recipients = homes.map(({ claims }) => claims.writer);
  await exchange.issueReceipts(recipients.flatMap((one) => exchange.spacesFor(one).map(({ space }) => space)));
  const plan = exchange.reading(() => planBundle(exchange, { recipients, whole: input.whole }));
  const key = replica.context.random.bytes(CONTENT_KEY_BYTES);
  const writer = new BundleWriter(input.file, key);
  try {
    const entries = await addParts(writer, exchange, plan, input);
    const at = claimedTime(replica.context.clock);
    const envelope = await sealed(writer, replica, homes, { key, at });
    const bytes = writer.finish(envelope);
    return {
      ...{ file: input.file, bytes, at, parts: writer.parts.length, spaces: plan.starts.length, entries },
      recipients: homes.map(({ claims }) => ({ home: claims.writer, member: claims.member })),
      leftOut: plan.leftOut,
    };
  } finally {
    writer.close();
    key.fill(0);
  }
}

/** Lets peers and officers in between two parts. Returns how many entries went in. */
async function addParts(
  writer: BundleWriter,
  replica: SyncReplica,
  plan: BundlePlan,
  { signal, onProgress }: MakeBundleInput,
): Promise<number> {
  let entries = 0;
  for (const part of bundleParts(replica, plan)) {
    if (signal?.aborted === true) throw stopped();
    writer.add(part);
    entries += part.entries;
    onProgress?.({ parts: writer.parts.length, entries });
    await setImmediate();
  }
  return entries;
}

async function sealed(
  { parts }: BundleWriter,
  replica: Replica,
  homes: readonly Certificate[],
  { key, at }: { key: Uint8Array; at: string },
): Promise<string> {
  const recipients = homes.map(({ claims }) => claims.writer);
  const community = replica.documents().rosters[0] as DocumentId;
  const claims = { v: 1 as const, maker: replica.home, recipients, community, at, parts };
  const { token } = signBundle(claims, replica.serviceKey);
  return sealBundleEnvelope(
    { key, manifest: token },
    homes.map(({ claims: { agreementKey } }) => agreementKey),
  );
}

const stopped = () => new LiaisonError('sync-stopped', 'Making the bundle was stopped.', 'No file was made.');
